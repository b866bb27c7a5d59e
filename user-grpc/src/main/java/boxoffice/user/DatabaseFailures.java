package boxoffice.user;

import boxoffice.guard.FailureMapping;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a failure of PostgreSQL means to a caller. No connection to be had, or a statement that
/// PostgreSQL itself gave up: nothing happened. A connection lost on the way: nobody knows.
@Component
final class DatabaseFailures implements FailureMapping {
  private static final String CONNECTION = "08";
  private static final String ROLLED_BACK = "40";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String QUERY_CANCELED = "57014";
  private static final String TRANSACTION_TIMEOUT = "25P04";
  private static final String TERMINATED = "57P";

  @Override
  public Optional<WireException> map(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return Optional.of(unavailable(failure));
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return byState(sql.getSQLState(), failure);
      }
    }
    return Optional.empty();
  }

  private static Optional<WireException> byState(String state, Throwable failure) {
    if (state.startsWith(CONNECTION) || state.startsWith(TERMINATED)) {
      return Optional.of(
          new WireException(
              ErrorReason.OUTCOME_UNKNOWN,
              "the database did not answer; repeat with the same request_id",
              Map.of(),
              failure));
    }
    return state.startsWith(ROLLED_BACK)
            || state.equals(LOCK_NOT_AVAILABLE)
            || state.equals(QUERY_CANCELED)
            || state.equals(TRANSACTION_TIMEOUT)
        ? Optional.of(unavailable(failure))
        : Optional.empty();
  }

  private static WireException unavailable(Throwable failure) {
    return new WireException(
        ErrorReason.SERVICE_UNAVAILABLE, "the database is unavailable", Map.of(), failure);
  }
}
