package boxoffice.user.password;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes passwords with Argon2id (19 MiB, two passes, one lane), at most two for each core at a
/// time: more would take the memory and the time from each other. Who does not get a turn within
/// half a second is told so, and nothing happened. Compared after Unicode NFKC.
///
/// Hashing has threads of its own: on the virtual threads of calls it would hold up all others,
/// which share one carrier for each core and are never interrupted.
@Component
public final class Passwords implements AutoCloseable {
  private static final int SHORTEST = 12;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;
  private static final Duration WAIT = Duration.ofMillis(500);

  private final Argon2PasswordEncoder argon =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  private final CommonPasswords common = new CommonPasswords();
  private final int most = 2 * Runtime.getRuntime().availableProcessors();
  private final Semaphore places = new Semaphore(most, true);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          most, Thread.ofPlatform().daemon().name("passwords-", 0).factory());

  /// Stands in for the hash of an account that is not there.
  private final String nobodys = encode("nobody has this password");

  /// @param field that is told to be wrong
  /// @throws WireException VALIDATION_FAILED for a password that is too short once it is
  ///   normalised, or too common
  public void check(String password, String field) {
    var normal = normalise(password);
    if (normal.codePointCount(0, normal.length()) < SHORTEST) {
      throw WireException.invalidField(field, SHORTEST + " characters or more are needed");
    }
    if (common.contains(normal)) {
      throw WireException.invalidField(field, "too common, choose another one");
    }
  }

  /// @throws WireException OVERLOADED when too many are hashed at once
  public String hash(String password) {
    return inTurn(() -> {}, () -> encode(normalise(password)));
  }

  /// @param hash null when there is no account, empty when it has no password: takes as long and is
  ///   false
  /// @param before is run once it has its turn, before it compares: for who counts comparisons
  /// @throws WireException OVERLOADED when too many are compared at once
  public boolean matches(String password, @Nullable String hash, Runnable before) {
    var known = hash != null && !hash.isEmpty();
    var against = known ? hash : nobodys;
    var same = inTurn(before, () -> argon.matches(normalise(password), against));
    return same && known;
  }

  /// Another hash of a password whose hash was made with other parameters than today's.
  ///
  /// @throws WireException OVERLOADED when too many are hashed at once
  public Optional<String> renewed(String password, String hash) {
    return argon.upgradeEncoding(hash) ? Optional.of(hash(password)) : Optional.empty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> T inTurn(Runnable before, Callable<T> work) {
    try {
      if (!places.tryAcquire(WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw overloaded(null);
      }
      try {
        before.run();
        return threads.submit(work).get();
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password cannot be hashed", e.getCause());
    }
  }

  private String encode(String password) {
    var hash = argon.encode(password);
    if (hash == null) {
      throw new IllegalStateException("a password has no hash");
    }
    return hash;
  }

  private static String normalise(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  private static WireException overloaded(@Nullable Throwable cause) {
    return new WireException(
        ErrorReason.OVERLOADED, "too many passwords at once, try again", Map.of(), cause);
  }
}
