package boxoffice.guard.observe;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/// Begins traces with calls that are served, so many of them, and leaves out what a process does by
/// itself each second. Inside a trace the one who began it has decided.
final class ServedCallsSampler implements Sampler {
  private final Sampler within;

  /// @param share of the calls, 0 to 1
  ServedCallsSampler(double share) {
    within = Sampler.parentBased(Sampler.traceIdRatioBased(share));
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    var begins = !Span.fromContext(parent).getSpanContext().isValid();
    return begins && kind != SpanKind.SERVER
        ? SamplingResult.drop()
        : within.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "served calls, " + within.getDescription();
  }
}
