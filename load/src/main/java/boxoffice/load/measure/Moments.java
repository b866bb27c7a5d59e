package boxoffice.load.measure;

/// When an operation was due, was sent, and ended, by [System#nanoTime()].
///
/// @param due when a buyer wanted it; a generator that is late sends it later
public record Moments(long due, long sent, long ended) {
  long latencyMicros() {
    return Math.max(0, (ended - due) / 1_000);
  }

  long serviceMicros() {
    return Math.max(0, (ended - sent) / 1_000);
  }
}
