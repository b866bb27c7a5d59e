package boxoffice.load.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which samples of a process's meters are added up.
///
/// @param name as Prometheus has it
/// @param labels the values that each may have; others may have any
record MeterQuery(String name, Map<String, List<String>> labels) {
  private static final String CALLS = "boxoffice_calls_total";
  private static final String METHOD = "method";
  private static final String OUTCOME = "outcome";
  private static final String STATE = "state";

  MeterQuery {
    labels = Map.copyOf(labels);
  }

  /// Calls of an RPC, whatever came of them.
  static MeterQuery calls(String method) {
    return new MeterQuery(CALLS, Map.of(METHOD, List.of(method)));
  }

  /// Calls of an RPC that ended so.
  static MeterQuery calls(String method, String... outcomes) {
    return new MeterQuery(CALLS, Map.of(METHOD, List.of(method), OUTCOME, List.of(outcomes)));
  }

  /// Requests of a route that were answered with 2xx.
  static MeterQuery answers(String verb, String uri) {
    return new MeterQuery(
        "http_server_requests_seconds_count",
        Map.of(METHOD, List.of(verb), "uri", List.of(uri), OUTCOME, List.of("SUCCESS")));
  }

  /// Orders, payments or refunds that came to a state.
  static MeterQuery changed(String what, String state) {
    return new MeterQuery("boxoffice_" + what + "_changed_total", Map.of(STATE, List.of(state)));
  }

  static MeterQuery webhooks(String... outcomes) {
    return new MeterQuery("boxoffice_order_webhooks_total", Map.of(OUTCOME, List.of(outcomes)));
  }

  /// One that is not divided.
  static MeterQuery whole(String name) {
    return new MeterQuery(name, Map.of());
  }

  static MeterQuery ofState(String name, String state) {
    return new MeterQuery(name, Map.of(STATE, List.of(state)));
  }

  boolean has(MeterReadings.Sample sample) {
    return sample.name().equals(name)
        && labels.entrySet().stream()
            .allMatch(label ->
                label.getValue().contains(sample.labels().getOrDefault(label.getKey(), "")));
  }

  @Override
  public String toString() {
    var narrowed = new TreeMap<>(labels).values().stream().flatMap(List::stream).toList();
    return narrowed.isEmpty() ? name : name + " " + String.join(" ", narrowed);
  }
}
