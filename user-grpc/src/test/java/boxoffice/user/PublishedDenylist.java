package boxoffice.user;

import boxoffice.guard.redis.GuardRedisRules;
import boxoffice.parts.redis.LocalRedis;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/// The denylist in a Redis, as who may do everything there sees it.
record PublishedDenylist(LocalRedis redis) {
  static final String HEAD = "{denylist}:head";
  static final String LOG = "{denylist}:log";

  /// An empty Redis with the users of a deployment.
  static LocalRedis start(LocalRedis.Settings settings) {
    var all = settings;
    for (var rules : GuardRedisRules.values()) {
      all = all.withUser(rules.user(), rules.text());
    }
    return LocalRedis.start(all);
  }

  static String[] arguments(LocalRedis redis) {
    return GuardRedisForTests.arguments(redis, GuardRedisRules.GUARD_WRITER).toArray(String[]::new);
  }

  <T> T call(Function<UnifiedJedis, T> work) {
    var config = DefaultJedisClientConfig.builder().password(redis.password()).build();
    try (var client =
        RedisClient.builder()
            .hostAndPort(redis.host(), redis.port())
            .clientConfig(config)
            .build()) {
      return work.apply(client);
    }
  }

  Map<String, String> head() {
    return call(client -> client.hgetAll(HEAD));
  }

  /// How far the log goes, such as `1700000000-7`; empty when there is none.
  String end() {
    var head = head();
    return head.isEmpty() ? "" : head.get("epoch") + "-" + head.get("number");
  }

  /// The ids of the log's entries.
  List<String> positions() {
    return call(client -> client.xrange(LOG, "-", "+")).stream()
        .map(entry -> entry.getID().toString())
        .toList();
  }

  /// What the log's entries revoke.
  List<String> revoked() {
    return call(client -> client.xrange(LOG, "-", "+")).stream()
        .map(entry -> Objects.requireNonNull(entry.getFields().get("id")))
        .toList();
  }

  void setHead(String epoch, String number) {
    call(client -> client.hset(HEAD, Map.of("epoch", epoch, "number", number)));
  }

  void addEntry(String id) {
    call(client ->
        client.xadd(LOG, Map.of("id", "x", "not_before", "1"), XAddParams.xAddParams().id(id)));
  }
}
