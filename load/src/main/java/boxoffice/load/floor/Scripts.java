package boxoffice.load.floor;

import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.load.floor.ClaimCommand.Seat;
import boxoffice.load.floor.ClaimCommand.Segment;
import boxoffice.load.system.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/// Claims straight on the target's Redis: with the script that inventory uses, and with the least
/// that a claim could be. The latter's keys are its own and are removed again.
final class Scripts implements AutoCloseable {
  private static final int SEGMENT_BYTES = 10;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final String NEVER_MILLIS = "4000000000000";
  private static final String LASTS_MILLIS = "60000";

  private final HostAndPort address;
  private final JedisClientConfig login;
  private final RedisClient redis;
  private final UUID performance;
  private final byte[] bareSha;

  Scripts(Target.Redis target, UUID performance, int connections) {
    this.performance = performance;
    this.address = new HostAndPort(target.host(), target.port());
    this.login =
        DefaultJedisClientConfig.builder()
            .user(target.user())
            .password(target.password())
            .socketTimeoutMillis(PATIENCE_MILLIS)
            .clientName("load-floor")
            .build();
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    this.redis =
        RedisClient.builder().hostAndPort(address).poolConfig(pool).clientConfig(login).build();
    this.bareSha = redis.scriptLoad(bareScript(), bytes(pool("bare")));
  }

  private static byte[] bareScript() {
    try (var file = Scripts.class.getResourceAsStream("/lua/bare_claim.lua")) {
      if (file == null) {
        throw new IllegalStateException("no bare claim on the class path");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many seats a buyer may have.
  int seatsPerBuyer() {
    return Integer.parseInt(redis.hget(pool("meta"), "per_buyer"));
  }

  /// Segment by segment, the seats that follow each other; a seat's place is its ordinal.
  List<List<Seat>> segments() {
    var layout = ByteBuffer.wrap(redis.get(bytes(pool("layout"))));
    var segments = new ArrayList<List<Seat>>();
    for (int number = 0; layout.remaining() >= SEGMENT_BYTES; number++) {
      var first = layout.getInt();
      var length = Short.toUnsignedInt(layout.getShort());
      layout.getInt(); // its quality, and the middle of its row
      var segment = new Segment(number, first, length);
      segments.add(
          IntStream.range(first, first + length)
              .mapToObj(ordinal -> new Seat(ordinal, segment))
              .toList());
    }
    return segments;
  }

  /// Learns the command of a claim from one that is made now.
  ///
  /// @param claim makes it
  ClaimCommand learn(Supplier<PlaceHoldResponse> claim, UUID buyer, List<Seat> seats) {
    try (var monitor = new Connection(address, login)) {
      monitor.sendCommand(Protocol.Command.MONITOR);
      monitor.getStatusCodeReply();
      var name = claim.get().getHeld().getName();
      var hold = UUID.fromString(name.substring(name.lastIndexOf('/') + 1));
      var line = monitor.getBulkReply();
      while (!ClaimCommand.isClaim(line, hold)) {
        line = monitor.getBulkReply(); // a time-out ends it
      }
      return ClaimCommand.read(line, hold, buyer, seats);
    }
  }

  /// @return the hold's name
  String claim(ClaimCommand command, UUID buyer, List<Seat> seats) {
    var hold = Calls.id();
    var arguments = command.of(hold, buyer, Long.parseLong(NEVER_MILLIS), seats);
    var reply = (List<?>) redis.evalsha(bytes(command.sha()), command.keys(), arguments);
    if (!(reply.getFirst() instanceof byte[] word) || !text(word).equals("HELD")) {
      throw new IllegalStateException("a claim on Redis was refused");
    }
    return "performances/" + performance + "/holds/" + hold;
  }

  void bareClaim(List<byte[]> keys, UUID buyer) {
    var arguments = List.of(bytes(buyer.toString()), bytes(LASTS_MILLIS));
    var reply = redis.evalsha(bareSha, keys, arguments);
    if (!Long.valueOf(0).equals(reply)) {
      throw new IllegalStateException("a bare claim was refused at key " + reply);
    }
  }

  List<byte[]> bareKeys(List<Seat> seats) {
    return seats.stream().map(seat -> bytes(pool("bare:" + seat.ordinal()))).toList();
  }

  void forget(List<byte[]> keys) {
    redis.unlink(keys.toArray(byte[][]::new));
  }

  private String pool(String key) {
    return "{p:" + performance + "}:" + key;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    redis.close();
  }
}
