package boxoffice.db;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a failure of PostgreSQL means for the caller. Fails closed.
///
/// SERVICE_UNAVAILABLE only where nothing can have been committed: no connection was had, or the
/// transaction was refused (serialization, deadlock, a lock or a statement that took too long).
/// OVERLOADED where there are connections, but others had all of them for too long. A connection
/// lost in the middle leaves the outcome unknown.
public final class DatabaseFailures {
  /// 40000 rolled back, 40001 serialization, 40P01 deadlock, 55P03 lock not had in time, 57014
  /// statement timeout, 25P03 and 25P04 transaction timeouts, 57P03 starting up, 53300 too many
  /// connections, 53100 disk full.
  private static final Set<String> ROLLED_BACK =
      Set.of(
          "40000", "40001", "40P01", "55P03", "57014", "25P03", "25P04", "57P03", "53300", "53100");

  /// No connection was made at all.
  private static final Set<String> NOT_CONNECTED = Set.of("08001", "08004");

  /// Beside class 08, connection lost: 57P01 and 57P02 server shut down or crashed, 57P04 database
  /// dropped, 57P05 session closed, 40003 the server says itself that it does not know.
  private static final Set<String> LOST = Set.of("57P01", "57P02", "57P04", "57P05", "40003");

  private static final String TOO_MANY_CONNECTIONS = "53300";

  /// How the pool of connections says that all it has are in use; one that PostgreSQL closed is not
  /// counted any more.
  private static final Pattern ALL_IN_USE =
      Pattern.compile(".*\\(total=([1-9]\\d*), active=\\1, idle=0, .*");

  private static final Set<String> REPEATABLE = Set.of("40001", "40P01", "55P03");

  private DatabaseFailures() {}

  /// @return empty for a failure that is not the database's, or that is a bug of ours
  public static Optional<WireException> map(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException timeout) {
        return Optional.of(isFull(timeout) ? overloaded(failure) : unavailable(failure));
      }
      if (cause instanceof SQLException exception && exception.getSQLState() != null) {
        return ofState(exception.getSQLState(), failure);
      }
    }
    return Optional.empty();
  }

  /// Whether the whole transaction may simply be run again: it lost to another one.
  public static boolean isRepeatable(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException exception && exception.getSQLState() != null) {
        return REPEATABLE.contains(exception.getSQLState());
      }
    }
    return false;
  }

  /// The pool names its last failure to connect to one of those who waited, and to nobody else.
  private static boolean isFull(SQLTransientConnectionException timeout) {
    return timeout.getCause() == null
        ? ALL_IN_USE.matcher(String.valueOf(timeout.getMessage())).matches()
        : TOO_MANY_CONNECTIONS.equals(timeout.getSQLState());
  }

  private static Optional<WireException> ofState(String state, Throwable failure) {
    if (ROLLED_BACK.contains(state) || NOT_CONNECTED.contains(state)) {
      return Optional.of(unavailable(failure));
    }
    if (state.startsWith("08") || LOST.contains(state)) {
      return Optional.of(
          new WireException(
              ErrorReason.OUTCOME_UNKNOWN,
              "no answer: repeat the call with the same request_id",
              Map.of(),
              failure));
    }
    return Optional.empty();
  }

  private static WireException overloaded(Throwable failure) {
    return WireException.tryAgain(ErrorReason.OVERLOADED, "too many requests at once", failure);
  }

  private static WireException unavailable(Throwable failure) {
    return WireException.tryAgain(
        ErrorReason.SERVICE_UNAVAILABLE, "the database is not available", failure);
  }
}
