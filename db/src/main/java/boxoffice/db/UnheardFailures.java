package boxoffice.db;

import boxoffice.wire.WireException;
import java.util.Optional;
import org.slf4j.Logger;

/// Tells the log of failures that no caller hears of: of what is done beside the calls.
///
/// What PostgreSQL or another dependency is to blame for is one line: where one of them has too
/// much to do, many fail at the same time. Anything else is a bug and has its stack.
public final class UnheardFailures {
  private UnheardFailures() {}

  /// @param what came to nothing
  public static void tell(Logger log, String what, Throwable failure) {
    known(failure)
        .ifPresentOrElse(
            known -> log.warn("{}: {}", what, known.reason()), () -> log.error(what, failure));
  }

  private static Optional<WireException> known(Throwable failure) {
    return failure instanceof WireException known
        ? Optional.of(known)
        : DatabaseFailures.map(failure);
  }
}
