package boxoffice.guard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedCallsSamplerTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void beginsATraceWithACallThatIsServed() {
    assertThat(decide(1, Context.root(), SpanKind.SERVER))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decide(0, Context.root(), SpanKind.SERVER)).isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void beginsNoneWithWhatAProcessDoesByItself() {
    for (var kind : List.of(SpanKind.INTERNAL, SpanKind.CLIENT)) {
      assertThat(decide(1, Context.root(), kind)).isEqualTo(SamplingDecision.DROP);
    }
  }

  @Test
  void goesOnWithATraceAsItBegan() {
    assertThat(decide(0, within(TraceFlags.getSampled()), SpanKind.CLIENT))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decide(1, within(TraceFlags.getDefault()), SpanKind.SERVER))
        .isEqualTo(SamplingDecision.DROP);
  }

  private static Context within(TraceFlags flags) {
    var parent =
        SpanContext.createFromRemoteParent(
            TRACE, "b7ad6b7169203331", flags, TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  private static SamplingDecision decide(double share, Context parent, SpanKind kind) {
    return new ServedCallsSampler(share)
        .shouldSample(parent, TRACE, "a span", kind, Attributes.empty(), List.of())
        .getDecision();
  }
}
