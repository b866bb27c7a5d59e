package boxoffice.inventory.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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
  public static Optional<String> problem(RedisNodes nodes) {
    return NEEDS.stream().flatMap(need -> missing(nodes, need).stream()).findFirst();
  }

  private static Optional<String> missing(RedisNodes nodes, Need need) {
    return nodes.infos(need.section()).stream()
        .map(info -> info.get(need.field()))
        .filter(value -> !need.value().equals(value))
        .map(value -> "Redis has " + need.field() + " " + value + ", needs " + need.setting())
        .findFirst();
  }
}
