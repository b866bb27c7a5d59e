package boxoffice.db;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Runs a whole transaction again that lost to another one: at most three times in all, with a
/// random wait before each. After that its failure says that nothing happened.
public final class Repeating {
  private static final int TRIES = 3;
  private static final int LONGEST_WAIT_MILLIS = 50;

  private final Retry retry =
      Retry.of(
          "transaction",
          RetryConfig.custom()
              .maxAttempts(TRIES)
              .intervalFunction(
                  tries -> ThreadLocalRandom.current().nextLong(1, LONGEST_WAIT_MILLIS + 1))
              .retryOnException(DatabaseFailures::isRepeatable)
              .build());

  public <T> T run(Supplier<T> transaction) {
    return retry.executeSupplier(transaction);
  }
}
