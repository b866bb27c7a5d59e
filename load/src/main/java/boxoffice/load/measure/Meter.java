package boxoffice.load.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts and times every ended operation, by name. Any thread records; one thread takes the
/// seconds and, at the end, the figures.
public final class Meter {
  private final Map<String, Track> tracks = new ConcurrentSkipListMap<>();

  /// One name's counts and histograms.
  private static final class Track {
    private final Latencies latency = new Latencies();
    private final Latencies service = new Latencies();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Map<String, Long> taken = new LinkedHashMap<>();

    void record(String outcome, Moments moments) {
      latency.record(moments.latencyMicros());
      service.record(moments.serviceMicros());
      outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    Second second() {
      service.take();
      var counts = new LinkedHashMap<String, Long>();
      outcomes.forEach((outcome, count) -> {
        var sum = count.sum();
        counts.put(outcome, sum - taken.getOrDefault(outcome, 0L));
        taken.put(outcome, sum);
      });
      return new Second(counts, latency.take());
    }

    Figure figure(String name, Duration loaded) {
      var counts = new LinkedHashMap<String, Long>();
      outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
      var count = counts.values().stream().mapToLong(Long::longValue).sum();
      return new Figure(
          name,
          count,
          count / Math.max(0.001, loaded.toMillis() / 1000.0),
          latency.percentiles(),
          service.percentiles(),
          counts,
          Map.of());
    }
  }

  /// What ended since the last second was taken.
  ///
  /// @param counts by outcome
  public record Second(Map<String, Long> counts, Figure.Latency latency) {
    public Second {
      counts = Map.copyOf(counts);
    }

    public long count() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// @param name of the kind of operation
  /// @param outcome `ok` or a code
  public void record(String name, String outcome, Moments moments) {
    tracks.computeIfAbsent(name, _ -> new Track()).record(outcome, moments);
  }

  /// Ended operations so far.
  public long count() {
    return tracks.values().stream()
        .flatMap(track -> track.outcomes.values().stream())
        .mapToLong(LongAdder::sum)
        .sum();
  }

  /// How often an operation ended so, so far.
  public long count(String name, String outcome) {
    var track = tracks.get(name);
    var count = track == null ? null : track.outcomes.get(outcome);
    return count == null ? 0 : count.sum();
  }

  /// What happened since the last call, by name.
  Map<String, Second> takeSecond() {
    var seconds = new LinkedHashMap<String, Second>();
    tracks.forEach((name, track) -> seconds.put(name, track.second()));
    return seconds;
  }

  /// The whole run's.
  ///
  /// @param loaded the time in which there was load
  public List<Figure> figures(Duration loaded) {
    return tracks.entrySet().stream()
        .map(track -> track.getValue().figure(track.getKey(), loaded))
        .toList();
  }
}
