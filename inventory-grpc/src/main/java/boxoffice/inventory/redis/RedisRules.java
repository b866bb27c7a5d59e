package boxoffice.inventory.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/// What this service may do in Redis, and how that Redis must be set up.
public final class RedisRules {
  /// Our name in Redis's access list.
  public static final String USER = "inventory";

  private record Need(String section, String field, String value, String setting) {}

  /// INFO shows both to a user who may not run CONFIG.
  private static final List<Need> NEEDS =
      List.of(
          new Need("memory", "maxmemory_policy", "noeviction", "maxmemory-policy noeviction"),
          new Need("persistence", "aof_enabled", "1", "appendonly yes"));

  private RedisRules() {}

  /// The rules of [#USER] in the language of Redis's access lists: its commands, on the keys of
  /// pools. The deployment's secrets and the sandbox's Redis are made with the same.
  public static String text() {
    try (var file = RedisRules.class.getResourceAsStream("/redis-rules.acl")) {
      if (file == null) {
        throw new IllegalStateException("no redis-rules.acl");
      }
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is set up so that holds may get lost, in one line; empty when nothing is.
  ///
  /// Fails open: a Redis that is away when the service starts says nothing, and nothing is claimed
  /// there either.
  public static Optional<String> problem(UnifiedJedis redis) {
    try {
      return NEEDS.stream().flatMap(need -> missing(redis, need).stream()).findFirst();
    } catch (JedisConnectionException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> missing(UnifiedJedis redis, Need need) {
    var value = fields(redis.info(need.section())).get(need.field());
    return need.value().equals(value)
        ? Optional.empty()
        : Optional.of("Redis has " + need.field() + " " + value + ", needs " + need.setting());
  }

  private static Map<String, String> fields(String info) {
    var fields = new HashMap<String, String>();
    for (var line : info.lines().toList()) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }
}
