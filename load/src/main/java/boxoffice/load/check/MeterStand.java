package boxoffice.load.check;

import boxoffice.load.system.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What books, ledger and meters say at one moment.
///
/// @param counts null where no login for the audit views is given
/// @param ledger null where no provider with a ledger is given
record MeterStand(
    @Nullable SystemCounts counts, @Nullable Map<String, Long> ledger, MeterReadings meters) {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int TRIES = 40;

  /// Reads them where nothing moves meanwhile; after ten seconds of motion as they are.
  ///
  /// @throws Documents.NotRead where a process does not answer
  static MeterStand read(Target target, @Nullable Snapshots snapshots, Documents documents) {
    var stand = readOnce(target, snapshots, documents);
    for (int tries = 0; tries < TRIES && !Thread.currentThread().isInterrupted(); tries++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      var next = readOnce(target, snapshots, documents);
      if (next.isAt(stand)) {
        return next;
      }
      stand = next;
    }
    return stand;
  }

  private static MeterStand readOnce(
      Target target, @Nullable Snapshots snapshots, Documents documents) {
    var meters = MeterReadings.of(documents, target.management());
    var provider = target.provider();
    return new MeterStand(
        snapshots == null ? null : snapshots.read(SystemCounts::from),
        provider == null ? null : SystemCounts.of(documents.ledger(provider)),
        meters);
  }

  /// Whether nothing that is counted was counted since the other.
  private boolean isAt(MeterStand other) {
    return Objects.equals(counts, other.counts)
        && Objects.equals(ledger, other.ledger)
        && MeterLines.COUNTERS.stream()
            .allMatch(counter -> meters.sum(counter) == other.meters.sum(counter));
  }
}
