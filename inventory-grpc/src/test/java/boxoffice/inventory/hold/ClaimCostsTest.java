package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.Kind;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import boxoffice.inventory.seatmap.SeatMapLayout.Zone;
import boxoffice.parts.redis.LocalRedis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// What a claim costs Redis (CPU time of the thread that serves commands, by `INFO cpu`, reading
/// and answering included), as ratios in one run, the sides in turns. The promises of the design
/// are printed beside them; what is asserted is looser, because a busy machine shows in them.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimCostsTest {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimCostsTest.class);
  private static final int ROW = 25;
  private static final int NEIGHBOURS = 4;
  private static final int TURNS = 12;
  private static final int A_TURN = 200;
  private static final double LOOSE = 2;

  /// The design promises 2.5, which is not kept: what is asserted keeps it from getting worse.
  private static final double BARE_TODAY = 5;

  private static final String FAR = "4000000000000";
  private static final Pattern CPU_SECONDS =
      Pattern.compile("used_cpu_(?:sys|user)_main_thread:([0-9.]+)");

  private static final LuaScript CLAIM = LuaScript.ofPool("claim");
  private static final LuaScript BARE =
      LuaScript.ofSource(
          "bare",
          """
          for position, key in ipairs(KEYS) do
            if not redis.call('SET', key, ARGV[1], 'NX', 'PX', ARGV[2]) then
              if position > 1 then redis.call('DEL', unpack(KEYS, 1, position - 1)) end
              return position
            end
          end
          return 0
          """);

  private final LocalRedis server = LocalRedis.start(LocalRedis.Settings.temporary());
  private final RedisClient redis =
      RedisClient.builder()
          .hostAndPort("127.0.0.1", server.port())
          .clientConfig(DefaultJedisClientConfig.builder().password(server.password()).build())
          .build();
  private final Map<String, List<Double>> costs = new TreeMap<>();
  private final UUID small = UUID.randomUUID();
  private final UUID large = UUID.randomUUID();
  private int holds;

  @BeforeAll
  void load() {
    for (var script : List.of(CLAIM, BARE)) {
      redis.scriptLoad(script.source(), PoolKeys.name(small, "meta"));
    }
  }

  @AfterAll
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void claimsCostWhatTheyMay() {
    for (int turn = 0; turn < TURNS; turn++) {
      build(small, 1_000);
      build(large, 100_000);
      measure("named in 1 000", A_TURN, i -> expect("HELD", named(small, i)));
      measure("refused in 1 000", A_TURN, i -> expect("REFUSED", named(small, i)));
      measure("named in 100 000", A_TURN, i -> expect("HELD", named(large, i * 17)));
      measure("best in 100 000", A_TURN, _ -> expect("HELD", best(large, 100_000)));
      build(small, 1_000);
      measure("best in 1 000", A_TURN, _ -> expect("HELD", best(small, 1_000)));
      measure("none left in 1 000", A_TURN, _ -> best(small, 1_000));
      measure("bare", A_TURN, this::bare);
    }
    report("a house of 100 000 against one of 1 000", "named in 100 000", "named in 1 000", 1.2);
    report("the same, best seats", "best in 100 000", "best in 1 000", 1.2);
    report("best four against four named", "best in 100 000", "named in 100 000", 2);
    report("best four against four named, small", "best in 1 000", "named in 1 000", 2);
    report("refused against granted", "refused in 1 000", "named in 1 000", 1);
    report("none left against granted", "none left in 1 000", "best in 1 000", 1);
    report("claim against bare SET NX", "named in 1 000", "bare", BARE_TODAY);
  }

  private void measure(String side, int calls, IntConsumer call) {
    var before = cpuMicros();
    for (int i = 0; i < calls; i++) {
      call.accept(i);
    }
    costs.computeIfAbsent(side, _ -> new ArrayList<>()).add((cpuMicros() - before) / calls);
  }

  private double cpuMicros() {
    var parts = CPU_SECONDS.matcher(redis.info("cpu")).results().toList();
    assertThat(parts).hasSize(2);
    return parts.stream().mapToDouble(part -> Double.parseDouble(part.group(1))).sum() * 1e6;
  }

  private void report(String what, String side, String floor, double promised) {
    var ratio = median(side) / median(floor);
    LOG.info(
        "{}: {} (asked for {}); {} us against {} us",
        what,
        "%.2f".formatted(ratio),
        promised,
        "%.1f".formatted(median(side)),
        "%.1f".formatted(median(floor)));
    assertThat(ratio).as(what).isLessThan(promised * LOOSE);
  }

  private double median(String side) {
    var sorted = costs.getOrDefault(side, List.of()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void expect(String word, String answer) {
    assertThat(answer).isEqualTo(word);
  }

  private void build(UUID performance, int seats) {
    redis.del(
        PoolKeys.of(performance).stream()
            .map(key -> new String(key, StandardCharsets.US_ASCII))
            .toArray(String[]::new));
    var hall = hall(seats);
    var image = new PoolImage(hall, 0);
    var arguments = new ArrayList<byte[]>();
    List.of("1", 1, "hall").forEach(value -> arguments.add(text(value)));
    arguments.addAll(List.of(image.layout(), image.seats(), image.runs()));
    var fields =
        List.of(
            "segments",
            hall.segments().size(),
            "channels",
            0,
            "on_sale",
            0,
            "off_sale",
            FAR,
            "per_hold",
            10,
            "per_buyer",
            1_000_000,
            "orphans",
            1,
            "open",
            1,
            "revision",
            1);
    arguments.add(text(fields.size() / 2));
    fields.forEach(value -> arguments.add(text(value)));
    arguments.add(text(0));
    var build = LuaScript.ofPool("build_pool");
    redis.eval(text(build.source()), PoolKeys.of(performance), arguments);
  }

  private static SeatMapLayout hall(int seats) {
    var planned =
        IntStream.range(0, seats)
            .mapToObj(i ->
                new PlannedSeat(
                    i,
                    new UUID(1, i),
                    "Stalls",
                    "R" + i / ROW,
                    i / ROW,
                    "" + i,
                    "A",
                    i / ROW,
                    null))
            .toList();
    var segments =
        IntStream.range(0, seats / ROW)
            .mapToObj(row -> new Segment("Stalls", row * ROW, ROW, 60_000 - row % 60_000, ROW - 1))
            .toList();
    return new SeatMapLayout(planned, segments, List.of());
  }

  private String named(UUID performance, int block) {
    int first = block / 6 * ROW + block % 6 * NEIGHBOURS;
    var row = first / ROW;
    var arguments = begin();
    List.of(0, 1, row, row * ROW, ROW, NEIGHBOURS).forEach(value -> arguments.add(text(value)));
    for (int i = 0; i < NEIGHBOURS; i++) {
      arguments.add(text(first + i));
      arguments.add(text(""));
    }
    arguments.add(text(0));
    return claim(performance, arguments);
  }

  private String best(UUID performance, int seats) {
    var zone = new Zone(Kind.SEATS, "Stalls", "A", null, 0, seats / ROW - 1, 60_000);
    var arguments = begin();
    List.of(0, 0, 0, 1, "NEIGHBOURS", NEIGHBOURS, "", 1)
        .forEach(value -> arguments.add(text(value)));
    List.of(zone.firstSegment(), zone.lastSegment(), zone.quality(), 0)
        .forEach(value -> arguments.add(text(value)));
    return claim(performance, arguments);
  }

  private List<byte[]> begin() {
    var hold = new UUID(2, holds++).toString();
    var arguments = new ArrayList<byte[]>();
    List.of(
            "1",
            hold,
            "buyer" + holds % 100,
            600_000,
            5000,
            FAR,
            hold,
            "quote",
            "hall",
            0,
            "ACTIVE")
        .forEach(value -> arguments.add(text(value)));
    return arguments;
  }

  private String claim(UUID performance, List<byte[]> arguments) {
    var sha = text(CLAIM.sha());
    var reply = (List<?>) redis.evalsha(sha, PoolKeys.of(performance), arguments);
    return new String((byte[]) reply.getFirst(), StandardCharsets.US_ASCII);
  }

  private void bare(int block) {
    var keys = IntStream.range(0, NEIGHBOURS).mapToObj(i -> "{x}:" + (holds * 10 + i)).toList();
    holds++;
    var taken = redis.evalsha(BARE.sha(), keys, List.of("buyer", "600000"));
    assertThat(taken).as("block %s", block).isEqualTo(0L);
  }

  private static byte[] text(Object value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
