package boxoffice.load.scenario;

import boxoffice.load.client.Reply;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Repeats a call that the target cannot serve at the moment, for ten seconds at least: what is
/// needed before and after the load, and says nothing about it.
final class Insistence {
  private static final int TRIES = 20;
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private Insistence() {}

  /// @param call the same each time, with the same key
  static Reply on(Supplier<Reply> call) {
    var reply = call.get();
    for (int tries = 1; tries < TRIES && reply.worthRepeating(); tries++) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      reply = call.get();
    }
    return reply;
  }
}
