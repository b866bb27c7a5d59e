package boxoffice.sandbox;

import boxoffice.parts.http.LocalHttp;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.javalin.http.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// What spans are exported to, over OTLP; keeps all of them.
final class SpanCollector implements AutoCloseable {
  private static final String PATH = "/v1/traces";

  private final Queue<Seen> spans = new ConcurrentLinkedQueue<>();
  private final Queue<String> raw = new ConcurrentLinkedQueue<>();
  private final LocalHttp http;

  SpanCollector() {
    http = LocalHttp.start(0, "span collector", routes -> routes.post(PATH, this::take));
  }

  /// @param parent empty for the first of a trace
  record Seen(
      String service,
      String trace,
      String id,
      String parent,
      String name,
      long startNanos,
      long endNanos,
      Map<String, String> attributes) {

    String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }
  }

  /// What a service has to be told so that every call is traced and shown soon.
  Map<String, String> settings() {
    return Map.of(
        "management.opentelemetry.tracing.export.otlp.endpoint", http.url() + PATH,
        "management.opentelemetry.tracing.export.schedule-delay", "100ms",
        "management.opentelemetry.tracing.export.max-batch-size", "100",
        "management.tracing.sampling.probability", "1.0");
  }

  List<Seen> spans() {
    return List.copyOf(spans);
  }

  /// Everything that came, each byte a letter.
  String text() {
    return String.join("\n", raw);
  }

  private void take(Context call) throws InvalidProtocolBufferException {
    var body = call.bodyAsBytes();
    raw.add(new String(body, StandardCharsets.ISO_8859_1));
    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::take);
    call.contentType("application/x-protobuf").result(new byte[0]);
  }

  private void take(ResourceSpans from) {
    var service = attributes(from.getResource().getAttributesList()).get("service.name");
    for (var scope : from.getScopeSpansList()) {
      scope.getSpansList().forEach(span -> spans.add(seen(String.valueOf(service), span)));
    }
  }

  private static Seen seen(String service, Span span) {
    return new Seen(
        service,
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()));
  }

  private static Map<String, String> attributes(List<KeyValue> of) {
    return of.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                KeyValue::getKey, pair -> pair.getValue().getStringValue(), (a, _) -> a));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    http.close();
  }
}
