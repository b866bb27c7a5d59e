package boxoffice.load.measure;

import java.util.Map;

/// Rate, latency and cost of one kind of operation in a run.
///
/// @param name such as `hold` or `order`
/// @param count ended operations, whatever came of them
/// @param perSecond over the time in which there was load
/// @param latency from the moment an operation was due, so that a queue in the generator counts
/// @param service from the moment it was sent: what the target alone took
/// @param outcomes how many ended how, by `ok` or the problem's code
/// @param cpuMillis CPU time of each process per operation of this run, by process; empty where
///   other operations ran beside it
public record Figure(
    String name,
    long count,
    double perSecond,
    Latency latency,
    Latency service,
    Map<String, Long> outcomes,
    Map<String, Double> cpuMillis) {

  public Figure {
    outcomes = Map.copyOf(outcomes);
    cpuMillis = Map.copyOf(cpuMillis);
  }

  /// Percentiles, milliseconds.
  public record Latency(double p50, double p90, double p99, double p999, double max) {}
}
