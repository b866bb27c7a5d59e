package boxoffice.load.measure;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Durations of many threads, kept exactly to three digits, up to ten minutes.
final class Latencies {
  private static final long LONGEST_MICROS = 600_000_000;
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(LONGEST_MICROS, DIGITS);
  private final Histogram total = new Histogram(LONGEST_MICROS, DIGITS);

  void record(long micros) {
    recorder.recordValue(Math.min(micros, LONGEST_MICROS));
  }

  /// Percentiles of what came since the last call; NaN where nothing came.
  synchronized Figure.Latency take() {
    var interval = recorder.getIntervalHistogram();
    total.add(interval);
    return latency(interval);
  }

  /// Percentiles of everything.
  synchronized Figure.Latency percentiles() {
    total.add(recorder.getIntervalHistogram());
    return latency(total);
  }

  private static Figure.Latency latency(Histogram histogram) {
    return new Figure.Latency(
        millis(histogram, 50),
        millis(histogram, 90),
        millis(histogram, 99),
        millis(histogram, 99.9),
        millis(histogram, 100));
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? Double.NaN
        : histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
