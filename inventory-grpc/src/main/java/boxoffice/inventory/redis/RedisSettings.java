package boxoffice.inventory.redis;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the claims' Redis is.
///
/// @param username the ACL user; Redis calls the one that needs no name `default`
/// @param timeout of one command, and of connecting
/// @param connections most at a time, to each Redis
/// @param nodes of a cluster, `host:port` each, in place of host and port; empty for a single Redis
/// @param queued how many calls may wait for one of them
@ConfigurationProperties("boxoffice.inventory.redis")
public record RedisSettings(
    String host,
    int port,
    @DefaultValue("default") String username,
    String password,
    @DefaultValue("500ms") Duration timeout,
    @DefaultValue("4") int connections,
    @DefaultValue("2000") int queued,
    @DefaultValue List<String> nodes) {
  public RedisSettings {
    nodes = List.copyOf(nodes);
    if (password == null || password.isBlank()) {
      throw new IllegalArgumentException("boxoffice.inventory.redis.password is not set");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("boxoffice.inventory.redis.timeout needs more than 0");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("boxoffice.inventory.redis.connections needs 1 or more");
    }
    if (queued < 1) {
      throw new IllegalArgumentException("boxoffice.inventory.redis.queued needs 1 or more");
    }
  }

  @Override
  public String toString() {
    return "RedisSettings["
        + (nodes.isEmpty() ? host + ":" + port : nodes)
        + "]"; // never the password
  }
}
