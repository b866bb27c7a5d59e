package boxoffice.load.report;

import boxoffice.load.measure.Timeline;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Three minutes of a rush, a value a second: up, down, and a process that was killed on the way.
final class SampleTimeline {
  static final int SECONDS = 180;
  private static final List<String> PROCESSES =
      List.of(
          "edge-1", "user-1", "inventory-1", "inventory-2", "order-1", "redis", "postgres", "load");

  private SampleTimeline() {}

  static Timeline create() {
    var random = new Random(4711);
    return new Timeline(
        IntStream.range(0, SECONDS).boxed().toList(),
        List.of(
            chart(
                "Throughput",
                "operations per second",
                random,
                "look",
                620,
                "hold",
                590,
                "order",
                41),
            new Timeline.Chart(
                "Latency of holds",
                "milliseconds",
                List.of(
                    series("p50", second -> 5 + noise(random, 2)),
                    series("p90", second -> 20 + wave(second) * 30 + noise(random, 8)),
                    series("p99", second -> 80 + wave(second) * 300 + noise(random, 60)),
                    series("p99.9", second -> 200 + wave(second) * 900 + noise(random, 300)))),
            chart(
                "Outcomes",
                "operations per second",
                random,
                "hold: ok",
                61,
                "hold: seat-unavailable",
                490,
                "hold: inventory-unavailable-while-the-pool-is-being-rebuilt",
                12,
                "order: ok",
                34,
                "order: payment-declined",
                3),
            chart("Queues", "waiting", random, "generator", 140, "outbox", 320, "saga", 22),
            processes("CPU", "cores", random, 0.48),
            processes("Memory", "MB resident", random, 340)));
  }

  private static Timeline.Chart chart(String title, String unit, Random random, Object... lines) {
    return new Timeline.Chart(
        title,
        unit,
        IntStream.range(0, lines.length / 2)
            .mapToObj(i -> {
              double level = (Integer) lines[2 * i + 1];
              return series(
                  (String) lines[2 * i],
                  second -> level * (0.3 + 0.7 * wave(second)) + noise(random, level / 6));
            })
            .toList());
  }

  private static Timeline.Chart processes(String title, String unit, Random random, double level) {
    return new Timeline.Chart(
        title,
        unit,
        IntStream.range(0, PROCESSES.size())
            .mapToObj(i ->
                series(
                    PROCESSES.get(i),
                    second ->
                        PROCESSES.get(i).equals("inventory-2") && second > 90 && second < 110
                            ? Double.NaN // it was killed
                            : level * (1 + i) / 8 * (0.7 + 0.3 * wave(second))
                                + noise(random, level / 20)))
            .toList());
  }

  private static Timeline.Series series(String name, IntToDoubleFunction value) {
    return new Timeline.Series(
        name, IntStream.range(0, SECONDS).mapToDouble(value).boxed().toList());
  }

  private static double wave(int second) {
    return Math.pow(Math.sin(Math.PI * (second + 8) / 200), 2);
  }

  private static double noise(Random random, double size) {
    return Math.abs(random.nextGaussian()) * size;
  }
}
