package boxoffice.load.floor;

import boxoffice.db.MigratedPostgres;
import boxoffice.edge.EdgeApplication;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.load.floor.Floors.House;
import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Member;
import boxoffice.user.RunningUserGrpc;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/// What the floors need of the system, in this JVM: user, inventory, edge and their stores, and a
/// house of one row.
final class SmallSystem implements AutoCloseable {
  static final int SEATS = 83;
  static final int CLAIMS = SEATS / 4;
  private static final int BUYERS = 3;
  private static final int SEATS_PER_BUYER = 40;

  private final RunningUserGrpc users = RunningUserGrpc.start();
  private final RunningInventoryGrpc inventory = RunningInventoryGrpc.start(users);
  private final ConfigurableApplicationContext edge =
      EdgeApplication.start(
          Stream.concat(
                  Stream.of(
                      "--server.port=0",
                      "--management.server.port=0",
                      "--boxoffice.channels.user.target=" + users.target(),
                      "--boxoffice.channels.inventory.target=" + inventory.target(),
                      "--boxoffice.channels.order.target=static://127.0.0.1:1"),
                  RunningUserGrpc.guardArguments().stream())
              .toArray(String[]::new));
  private final Performance performance = inventory.performance(SEATS, 10, SEATS_PER_BUYER);
  private final List<String> tokens =
      IntStream.range(0, BUYERS).mapToObj(_ -> users.person("buyer").accessToken()).toList();
  private final RedisClient redis =
      RedisClient.builder()
          .hostAndPort(new HostAndPort(inventory.redis().host(), inventory.redis().port()))
          .clientConfig(
              DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
          .build();

  /// The tokens of buyers who have nothing but what a floor claims for them.
  List<String> tokens() {
    return tokens;
  }

  House house() {
    return new House(
        UUID.fromString(performance.getPerformanceId()),
        inventory.seatIds(performance).stream().map(UUID::fromString).toList());
  }

  Target target() {
    return target(
        new Target.Redis(
            inventory.redis().host(), inventory.redis().port(), null, inventory.redis().password()),
        new Target.Login(MigratedPostgres.owner(), MigratedPostgres.ownerPassword()));
  }

  /// Without these logins.
  Target target(Target.@Nullable Redis redisLogin, Target.@Nullable Login superuser) {
    return new Target(
        "http://127.0.0.1:" + edge.getEnvironment().getRequiredProperty("local.server.port"),
        null,
        null,
        null,
        null,
        Map.of("inventory", List.of(inventory.target().replace("static://", ""))),
        Map.of(),
        new Target.Postgres(
            MigratedPostgres.jdbcUrl(), new Target.Login("auditor", "not used"), superuser),
        redisLogin,
        List.of(
            new Member("all", "inventory", ProcessHandle.current().pid(), "RUNNING", null),
            new Member("redis", "redis", redisPid(), "RUNNING", null)),
        new Target.Constants(600, 5, 5, 900, 60, 300, 600));
  }

  private long redisPid() {
    return Long.parseLong(
        redis
            .info("server")
            .lines()
            .filter(line -> line.startsWith("process_id:"))
            .map(line -> line.substring("process_id:".length()).strip())
            .findFirst()
            .orElseThrow());
  }

  /// How often seats were taken or freed since the house was built.
  long changes() {
    return Long.parseLong(redis.hget(key("meta"), "sequence"));
  }

  int takenSeats() {
    var taken =
        inventory
            .performances(tokens().getFirst())
            .getAvailability(
                GetAvailabilityRequest.newBuilder()
                    .setPerformanceId(performance.getPerformanceId())
                    .build())
            .getAvailability()
            .getTaken();
    return BitSet.valueOf(taken.toByteArray()).cardinality();
  }

  /// Keys of the house's pool that are not inventory's.
  long strangeKeys() {
    return redis.keys(key("bare") + "*").size();
  }

  /// How many calls of a method inventory has answered.
  long answered(String method) {
    return inventory
        .context()
        .getBean(MeterRegistry.class)
        .find("grpc.server")
        .tag("rpc.method", method)
        .timers()
        .stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  private String key(String name) {
    return "{p:" + performance.getPerformanceId() + "}:" + name;
  }

  @Override
  public void close() {
    redis.close();
    edge.close();
    inventory.close();
    users.close();
  }
}
