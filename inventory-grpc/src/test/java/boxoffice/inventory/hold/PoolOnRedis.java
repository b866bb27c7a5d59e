package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.inventory.redis.RunnerForTests;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import boxoffice.parts.redis.LocalRedis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/// A pool of a hall of 20 seats in two segments of ten, on a real Redis or on a cluster; calls the
/// scripts as they are.
final class PoolOnRedis implements AutoCloseable {
  static final int SEATS = 20;
  static final int PER_HOLD = 4;
  static final int PER_BUYER = 6;
  static final String EPOCH = "1";
  static final String HALL = "hall";
  static final int CHANNELS = 1;

  /// Where the token stands in what is said of a hold.
  static final int TOKEN = 9;

  static final long HOUR = 3_600_000;
  static final long LONGEST = 1_200_000;
  static final long LONG_AGO = -HOUR;

  private static final long FAR = Long.MAX_VALUE / 4096;
  private static final int CELL = 8;

  final UUID performance = UUID.nameUUIDFromBytes("performance".getBytes(StandardCharsets.UTF_8));

  /// For looks past the scripts; what has no key goes to one master of a cluster only.
  final UnifiedJedis redis;

  private final List<LocalRedis> masters;
  private final RunnerForTests runner;
  private final Runnable stop;

  private PoolOnRedis(
      List<LocalRedis> masters, UnifiedJedis redis, RunnerForTests runner, Runnable stop) {
    this.masters = masters;
    this.redis = redis;
    this.runner = runner;
    this.stop = stop;
  }

  /// On a Redis of its own.
  static PoolOnRedis alone() {
    var server = LocalRedis.start(LocalRedis.Settings.temporary());
    var redis = RedisClient.builder().hostAndPort(at(server)).clientConfig(login(server)).build();
    return new PoolOnRedis(
        List.of(server), redis, new RunnerForTests(server, "default"), server::close);
  }

  /// On a cluster that somebody else closes, as the service's user of it.
  static PoolOnRedis on(LocalRedisCluster cluster) {
    var masters = cluster.masters();
    var redis =
        RedisClusterClient.builder()
            .nodes(masters.stream().map(PoolOnRedis::at).collect(Collectors.toSet()))
            .clientConfig(login(masters.getFirst()))
            .build();
    return new PoolOnRedis(masters, redis, new RunnerForTests(masters, RedisRules.USER), () -> {});
  }

  private static HostAndPort at(LocalRedis server) {
    return new HostAndPort(server.host(), server.port());
  }

  private static JedisClientConfig login(LocalRedis server) {
    return DefaultJedisClientConfig.builder()
        .protocol(RedisProtocol.RESP2)
        .password(server.password())
        .build();
  }

  /// Writes the pool anew, under an epoch.
  List<String> build(String epoch, long onSale, long offSale) {
    return build(epoch, onSale, offSale, new PoolImage(hall(), CHANNELS));
  }

  private List<String> build(String epoch, long onSale, long offSale, PoolImage image) {
    var arguments = new ArrayList<byte[]>();
    List.of(epoch, 1, HALL).forEach(value -> arguments.add(text(value)));
    arguments.addAll(List.of(image.layout(), image.seats(), image.runs()));
    var fields = new LinkedHashMap<String, Object>();
    fields.put("revision", 1);
    fields.put("segments", hall().segments().size());
    fields.put("channels", CHANNELS);
    fields.put("on_sale", onSale);
    fields.put("off_sale", offSale);
    fields.put("per_hold", PER_HOLD);
    fields.put("per_buyer", PER_BUYER);
    fields.put("open", 1);
    fields.put("orphans", 1);
    arguments.add(text(fields.size()));
    fields.forEach((name, value) -> arguments.addAll(List.of(text(name), text(value))));
    arguments.add(text(0));
    return run("build_pool", arguments);
  }

  void reset() {
    flushAll();
    build(EPOCH, 0, FAR);
  }

  /// As after the loss of everything.
  void flushAll() {
    onEach(Jedis::flushAll);
  }

  /// No master knows any script then.
  void flushScripts() {
    onEach(Jedis::scriptFlush);
  }

  /// On all masters together.
  long countKeys() {
    return onEach(Jedis::dbSize).stream().mapToLong(size -> size).sum();
  }

  private <T> List<T> onEach(Function<Jedis, T> command) {
    return masters.stream()
        .map(master -> {
          try (var connection = new Jedis(at(master), login(master))) {
            return command.apply(connection);
          }
        })
        .toList();
  }

  private static SeatMapLayout hall() {
    var seats =
        IntStream.range(0, SEATS)
            .mapToObj(i ->
                new PlannedSeat(i, new UUID(0, i), "Stalls", "A", 0, "" + i, "Best", i / 10, null))
            .toList();
    return new SeatMapLayout(
        seats, List.of(new Segment("Stalls", 0, 10, 2, 19), new Segment("Stalls", 10, 10, 1, -1)));
  }

  /// Claims for ten minutes.
  List<String> claim(String hold, String buyer, int... ordinals) {
    return claimFor(600_000, hold, buyer, ordinals);
  }

  /// @param lasts milliseconds; LONG_AGO makes a hold that is over already
  List<String> claimFor(long lasts, String hold, String buyer, int... ordinals) {
    return claimBefore(FAR, lasts, hold, buyer, ordinals);
  }

  /// Claims a part of a hold over several pools.
  List<String> claimPart(String hold, String buyer, int... ordinals) {
    return claim(FAR, 60_000, "CLAIMED", hold, buyer, ordinals);
  }

  List<String> claimBefore(long notAfter, long lasts, String hold, String buyer, int... ordinals) {
    return claim(notAfter, lasts, "ACTIVE", hold, buyer, ordinals);
  }

  private List<String> claim(
      long notAfter, long lasts, String state, String hold, String buyer, int... ordinals) {
    var arguments = new ArrayList<byte[]>();
    var request = hold + IntStream.of(ordinals).boxed().toList();
    for (var value :
        List.of(EPOCH, hold, buyer, lasts, 5000, notAfter, request, "quote", HALL, 0, state)) {
      arguments.add(text(value));
    }
    arguments.add(text(0)); // no limits of ticket types
    addSegments(arguments, ordinals);
    arguments.add(text(ordinals.length));
    addSeats(arguments, ordinals);
    arguments.add(text(0)); // no wishes
    return run("claim", arguments);
  }

  List<String> release(String hold, String buyer) {
    return call("release_hold", EPOCH, hold, buyer, 0);
  }

  List<String> read(String hold, String buyer) {
    return call("read_hold", EPOCH, hold, buyer);
  }

  /// @param lasts milliseconds from now until the payment deadline
  List<String> pin(String hold, String buyer, String order, long lasts) {
    return call("pin_hold", EPOCH, hold, buyer, order, now() + lasts, 5000, FAR, LONGEST);
  }

  List<String> take(String hold, String fence, String buyer, int... ordinals) {
    return withSeats("take_seats", hold, fence, buyer, ordinals);
  }

  List<String> free(String hold, String fence, String buyer, int... ordinals) {
    return withSeats("free_seats", hold, fence, buyer, ordinals);
  }

  /// Tells the pool how it sells from now on, at any time.
  List<String> setSale(int revision, boolean open, int perBuyer) {
    var isOpen = open ? 1 : 0;
    return call("set_sale", EPOCH, revision, HALL, "open", isOpen, "per_buyer", perBuyer);
  }

  List<String> call(String script, Object... arguments) {
    return run(
        script, new ArrayList<>(List.of(arguments).stream().map(PoolOnRedis::text).toList()));
  }

  private List<String> withSeats(
      String script, String hold, String fence, String buyer, int... ordinals) {
    var arguments = new ArrayList<byte[]>();
    List.of(EPOCH, hold, fence, buyer, HALL, 0).forEach(value -> arguments.add(text(value)));
    addSegments(arguments, ordinals);
    addSeats(arguments, ordinals);
    return run(script, arguments);
  }

  private List<String> run(String script, List<byte[]> arguments) {
    var lua = LuaScript.ofPool(script);
    return runner.runner().run(lua, PoolKeys.of(performance), arguments).stream()
        .map(part ->
            part instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : part.toString())
        .toList();
  }

  /// By Redis' clock, milliseconds.
  long now() {
    return Long.parseLong(call("read_pool", EPOCH).get(1));
  }

  /// Whose each seat is: the owner number, 0 for a free one.
  List<Integer> owners() {
    var cells = ByteBuffer.wrap(redis.get(key("seats").getBytes(StandardCharsets.UTF_8)));
    return IntStream.range(0, SEATS).mapToObj(i -> cells.getInt(i * CELL)).toList();
  }

  List<Integer> takenOrdinals() {
    var owners = owners();
    return IntStream.range(0, SEATS).filter(i -> owners.get(i) != 0).boxed().toList();
  }

  /// Whether the segment still has so many free neighbours, as `runs` says.
  boolean hasRun(int segment, int neighbours) {
    return redis.getbit(key("runs"), (neighbours - 1) * 2L + segment);
  }

  String key(String name) {
    return PoolKeys.name(performance, name);
  }

  private static void addSeats(List<byte[]> arguments, int... ordinals) {
    for (int ordinal : ordinals) {
      arguments.add(text(ordinal));
      arguments.add(text("")); // the standard ticket type
    }
  }

  private static void addSegments(List<byte[]> arguments, int... ordinals) {
    var segments = IntStream.of(ordinals).map(ordinal -> ordinal / 10).distinct().toArray();
    arguments.add(text(segments.length));
    for (int segment : segments) {
      List.of(segment, segment * 10, 10).forEach(value -> arguments.add(text(value)));
    }
  }

  private static byte[] text(Object value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    runner.close();
    redis.close();
    stop.run();
  }
}
