package boxoffice.guard.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the Redis of limits and of the denylist is.
///
/// @param username the ACL user
/// @param timeout of one command, and of connecting
/// @param connections most at a time
@ConfigurationProperties("boxoffice.guard.redis")
public record GuardRedisSettings(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("6379") int port,
    @DefaultValue("guard") String username,
    @Nullable String password,
    @DefaultValue("500ms") Duration timeout,
    @DefaultValue("16") int connections) {

  public GuardRedisSettings {
    if (password == null || password.isBlank()) {
      throw new IllegalArgumentException("boxoffice.guard.redis.password is not set");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("boxoffice.guard.redis.timeout needs more than 0");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("boxoffice.guard.redis.connections needs 1 or more");
    }
  }

  /// The same with another time-out.
  public GuardRedisSettings within(Duration otherTimeout) {
    return new GuardRedisSettings(host, port, username, password, otherTimeout, connections);
  }

  @Override
  public String toString() {
    return "GuardRedisSettings[" + host + ":" + port + "]"; // never the password
  }
}
