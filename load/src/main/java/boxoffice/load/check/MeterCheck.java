package boxoffice.load.check;

import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.system.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// Holds what the services' meters counted in a run against what the audit views, the provider's
/// ledger and the callers say of the same time. The system must be at rest at both ends, and nobody
/// else may use it meanwhile.
///
/// Counters of a process that was started again are gone: then nothing is compared.
public final class MeterCheck {
  static final String CODE = "M";
  private static final String TITLE = "Meters agree with books, ledger and callers";
  private static final Duration STATEMENT = Duration.ofSeconds(30);

  /// Figures of the database are read every ten seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Target target;
  private final @Nullable MeterStand begin;
  private final String trouble;

  private MeterCheck(Target target, @Nullable MeterStand begin, String trouble) {
    this.target = target;
    this.begin = begin;
    this.trouble = trouble;
  }

  /// What came of it.
  ///
  /// @param lines empty where nothing was compared
  public record Judged(Finding finding, List<MeterLine> lines) {
    public Judged {
      lines = List.copyOf(lines);
    }
  }

  /// Reads where everything stands before the run.
  public static MeterCheck begin(Target target) {
    if (target.management().isEmpty()) {
      return new MeterCheck(target, null, "the target names no management addresses");
    }
    try {
      return new MeterCheck(target, read(target), "");
    } catch (Documents.NotRead | DataAccessException e) {
      return new MeterCheck(target, null, String.valueOf(e.getMessage()));
    }
  }

  private static MeterStand read(Target target) {
    var postgres = target.postgres();
    try (var documents = new Documents();
        var snapshots = postgres == null ? null : new Snapshots(postgres, STATEMENT)) {
      return MeterStand.read(target, snapshots, documents);
    }
  }

  /// Compares, once everything is at rest again.
  ///
  /// @param history of the run, all of it
  public Judged judge(Path history) {
    if (begin == null) {
      return notCompared(trouble);
    }
    var heard = Heard.read(history);
    try {
      return judge(begin, heard, () -> read(target));
    } catch (Documents.NotRead | DataAccessException e) {
      return notCompared(String.valueOf(e.getMessage()));
    }
  }

  /// @param reading of where everything stands, repeated while something differs
  static Judged judge(MeterStand begin, Heard heard, Supplier<MeterStand> reading) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var end = reading.get();
      if (!end.meters().starts().equals(begin.meters().starts())) {
        return notCompared("a process was started again, and counts from 0");
      }
      var lines = MeterLines.of(begin, end, heard);
      var differing = lines.stream().filter(line -> !line.agrees()).map(Objects::toString).toList();
      if (differing.isEmpty()
          || System.nanoTime() > until
          || Thread.currentThread().isInterrupted()) {
        var verdict = differing.isEmpty() ? Verdict.HOLDS : Verdict.VIOLATED;
        return new Judged(
            new Finding(CODE, TITLE, verdict, lines.size(), differing.size(), differing), lines);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Judged notCompared(String why) {
    return new Judged(new Finding(CODE, TITLE, Verdict.NOT_CHECKED, 0, 0, List.of(why)), List.of());
  }
}
