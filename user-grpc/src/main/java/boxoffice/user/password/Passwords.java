package boxoffice.user.password;

import boxoffice.wire.WireException;
import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes passwords with Argon2id (19 MiB, two passes, one lane). Compared after Unicode NFKC.
///
/// Whoever needs a password hashed takes a turn first, before anything is asked of Redis or
/// PostgreSQL. Two for each core have theirs at a time and twice as many wait; all others are told
/// at once that there are too many, and nothing happened.
///
/// Hashing has threads of its own: on the virtual threads of calls it would hold up all others,
/// which share one carrier for each core and are never interrupted.
@Component
public final class Passwords implements AutoCloseable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int SHORTEST = 12;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;

  /// All cores but one, which is left to the calls that hash nothing.
  private static final int THREADS = Math.max(1, CORES - 1);

  private final Argon2PasswordEncoder argon =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  private final CommonPasswords common = new CommonPasswords();
  private final Turns turns;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("passwords-", 0).factory());

  /// Stands in for the hash of an account that is not there.
  private final String nobodys = encode("nobody has this password");

  Passwords(PasswordSettings settings) {
    turns =
        new Turns(
            CORES * settings.perCore(), CORES * settings.waitingPerCore(), settings.patience());
  }

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

  /// Waits for a turn; who has one closes it when nothing is left to be hashed.
  ///
  /// @throws WireException OVERLOADED when there are too many
  public Turn turn() {
    turns.take();
    return new Turn();
  }

  /// Somebody's turn to have passwords hashed, one after the other. Ends when it is closed.
  public final class Turn implements AutoCloseable {
    private Turn() {}

    public String hash(String password) {
      return beside(() -> encode(normalise(password)));
    }

    /// @param hash null when there is no account, empty when it has no password: takes as long and
    ///   is false
    public boolean matches(String password, @Nullable String hash) {
      var known = hash != null && !hash.isEmpty();
      var against = known ? hash : nobodys;
      return beside(() -> argon.matches(normalise(password), against)) && known;
    }

    /// Another hash of a password whose hash was made with other parameters than today's.
    public Optional<String> renewed(String password, String hash) {
      return argon.upgradeEncoding(hash) ? Optional.of(hash(password)) : Optional.empty();
    }

    @Override
    public void close() {
      turns.giveBack();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> T beside(Callable<T> work) {
    try {
      return threads.submit(work).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Turns.overloaded(e);
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
}
