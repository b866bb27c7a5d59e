package boxoffice.load.check;

import boxoffice.load.check.Facts.Books;
import boxoffice.load.check.Facts.Hall;
import boxoffice.load.check.Facts.Source;
import boxoffice.load.system.Target;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Judges a run: its history against the audit views, the provider's ledger and what is offered, by
/// every invariant that can be seen from outside. To be asked once everything is at rest
/// ([Quiescence]); what is still open then is a finding.
///
/// Reads all orders of the system, so it needs memory for them and for the history: some 200 bytes
/// an operation.
public final class Checker {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Target target;
  private final Path history;
  private final Sale sale;

  public Checker(Target target, Path history, Sale sale) {
    this.target = target;
    this.history = history;
    this.sale = sale;
  }

  public List<Finding> check() {
    return check(null);
  }

  /// @param watch what was seen while the run was on, if anybody watched
  public List<Finding> check(@Nullable Watch watch) {
    var missing = new EnumMap<Source, String>(Source.class);
    var operations =
        read(missing, Source.HISTORY, () -> Operations.read(history), Operations.of(List.of()));
    var evidence = new Evidence(facts(missing), operations, sale);
    var findings = Invariants.ALL.stream().map(invariant -> invariant.check(evidence)).toList();
    return watch == null ? findings : findings.stream().map(watch::addTo).toList();
  }

  private Facts facts(Map<Source, String> missing) {
    try (var documents = new Documents()) {
      return new Facts(
          read(missing, Source.AUDIT_VIEWS, this::books, Books.NONE),
          read(missing, Source.LEDGER, () -> ledger(documents), List.of()),
          read(
              missing,
              Source.AVAILABILITY,
              () -> documents.hall(target.edge(), sale.performanceId()),
              Hall.NONE),
          routes(documents),
          missing);
    }
  }

  private Books books() {
    var postgres = target.postgres();
    if (postgres == null) {
      throw new NotGiven("no login for the audit views is given");
    }
    try (var snapshots = new Snapshots(postgres, PATIENCE)) {
      return snapshots.read(ReadBooks::from);
    }
  }

  private List<LedgerEntry> ledger(Documents documents) {
    var provider = target.provider();
    if (provider == null) {
      throw new NotGiven("no provider with a ledger is given");
    }
    return documents.ledger(provider);
  }

  /// A deployment may keep its documentation to itself.
  private List<String> routes(Documents documents) {
    try {
      return documents.routes(target.edge());
    } catch (Documents.NotRead e) {
      return List.of();
    }
  }

  private static <T> T read(
      Map<Source, String> missing, Source source, Supplier<T> reading, T nothing) {
    try {
      return reading.get();
    } catch (NotGiven
        | Documents.NotRead
        | DataAccessException
        | UncheckedIOException
        | JacksonException e) {
      missing.put(source, source + " is missing: " + e.getMessage());
      return nothing;
    }
  }

  private static final class NotGiven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotGiven(String what) {
      super(what, null, false, false);
    }
  }
}
