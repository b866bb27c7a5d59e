package boxoffice.guard.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What our processes may do in that Redis, in the language of its access lists. The deployment's
/// secrets and the sandbox's Redis are made with the same files.
public enum GuardRedisRules {
  /// Everybody: counts against limits, reads the denylist.
  GUARD("guard", "/guard-redis.acl"),
  /// user-grpc: writes the denylist too.
  GUARD_WRITER("guard-writer", "/guard-redis-writer.acl");

  private final String user;
  private final String file;

  GuardRedisRules(String user, String file) {
    this.user = user;
    this.file = file;
  }

  /// The name in the access list.
  public String user() {
    return user;
  }

  /// The rules, without the name.
  public String text() {
    try (var stream = GuardRedisRules.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
