package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.RunnerForTests;
import boxoffice.parts.redis.LocalRedis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.resps.Tuple;

/// The pool that is compared with the model: calls the scripts as they are, and reads all that
/// Redis has of it in one round trip.
final class ModelRedis implements AutoCloseable {
  static final long FAR = Long.MAX_VALUE / 4096;
  static final String HALL = "hall";
  private static final int CELL = 8;

  private final Map<String, LuaScript> scripts = new ConcurrentHashMap<>();

  /// How often which script answered what.
  final Map<String, Integer> answers = new TreeMap<>();

  private final UUID performance = new UUID(1, 1);
  private final LocalRedis server = LocalRedis.start(LocalRedis.Settings.temporary());
  private final RunnerForTests runner = new RunnerForTests(server, "default");
  final RedisClient redis =
      RedisClient.builder()
          .hostAndPort("127.0.0.1", server.port())
          .clientConfig(DefaultJedisClientConfig.builder().password(server.password()).build())
          .build();

  /// Everything in Redis, in the words of the model.
  ///
  /// @param holds ids
  @SuppressWarnings("ArrayRecordComponent") // compared by its parts
  record Seen(
      long[] owner,
      long[] until,
      BitSet runs,
      Map<String, Integer> buyers,
      Map<String, Long> due,
      Set<String> holds,
      Set<String> ended,
      long sequence,
      String lastLogged) {
    /// What not everybody may have.
    BitSet taken() {
      var taken = new BitSet();
      for (int i = 0; i < ModelHall.SEATS; i++) {
        taken.set(i, owner[i] != 0 || until[i] != 0);
      }
      return taken;
    }
  }

  List<String> call(String script, List<?> arguments) {
    var lua = scripts.computeIfAbsent(script, LuaScript::ofPool);
    var bytes = new ArrayList<byte[]>();
    for (var argument : arguments) {
      bytes.add(argument instanceof byte[] raw ? raw : text(argument));
    }
    var reply =
        runner.runner().run(lua, PoolKeys.of(performance), bytes).stream()
            .map(part ->
                part instanceof byte[] raw
                    ? new String(raw, StandardCharsets.UTF_8)
                    : part.toString())
            .toList();
    answers.merge(script + " " + reply.getFirst(), 1, Integer::sum);
    return reply;
  }

  Seen see() {
    try (var pipeline = redis.pipelined()) {
      var seats = pipeline.get(text(key("seats")));
      var runs = pipeline.get(text(key("runs")));
      var buyers = pipeline.hgetAll(key("buyers"));
      var due = pipeline.zrangeWithScores(key("due"), 0, -1);
      var holds = pipeline.hkeys(key("holds"));
      var ended = pipeline.zrange(key("ended"), 0, -1);
      var sequence = pipeline.hget(key("meta"), "sequence");
      var log = pipeline.xrevrange(key("log"), "+", "-", 1);
      pipeline.sync();
      var owner = new long[ModelHall.SEATS];
      var until = new long[ModelHall.SEATS];
      var cells = ByteBuffer.wrap(seats.get());
      for (int i = 0; i < ModelHall.SEATS; i++) {
        owner[i] = Integer.toUnsignedLong(cells.getInt(i * CELL));
        until[i] = Integer.toUnsignedLong(cells.getInt(i * CELL + Integer.BYTES));
      }
      var counts = new TreeMap<String, Integer>();
      buyers.get().forEach((field, n) -> counts.put(field, Integer.valueOf(n)));
      var scores = new TreeMap<String, Long>();
      for (Tuple tuple : due.get()) {
        scores.put(tuple.getElement(), (long) tuple.getScore());
      }
      return new Seen(
          owner,
          until,
          bits(runs.get()),
          without(counts),
          without(scores),
          without(new TreeSet<>(holds.get())),
          without(new TreeSet<>(ended.get())),
          Long.parseLong(sequence.get()),
          log.get().getFirst().getID().toString());
    }
  }

  private static <V> Map<String, V> without(Map<String, V> map) {
    map.remove("-");
    return map;
  }

  private static Set<String> without(Set<String> set) {
    set.remove("-");
    return set;
  }

  /// Redis counts bits from the highest of a byte.
  private static BitSet bits(byte[] bytes) {
    var bits = new BitSet();
    for (int i = 0; i < bytes.length * Byte.SIZE; i++) {
      bits.set(i, (bytes[i / Byte.SIZE] & (0x80 >>> (i % Byte.SIZE))) != 0);
    }
    return bits;
  }

  /// Lets a hold be over.
  void expire(String hold, long score) {
    redis.zadd(key("due"), (double) score, hold);
  }

  void lose() {
    redis.flushAll();
  }

  long now(int epoch) {
    return Long.parseLong(call("read_pool", List.of(epoch)).get(1));
  }

  private String key(String name) {
    return PoolKeys.name(performance, name);
  }

  static byte[] text(Object value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    redis.close();
    runner.close();
    server.close();
  }
}
