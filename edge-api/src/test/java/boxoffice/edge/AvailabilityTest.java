package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.inventory.v1.Availability;
import boxoffice.inventory.v1.AvailabilityUnchanged;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What browsers are told of free seats, and how much of it.
final class AvailabilityTest {
  private static final String PATH = "/v1/performances/p/availability";
  private static final String COMPACT = PATH + "?compact=true";
  private static final int SEATS = 50_000;
  private static final int TURNS = 50;

  private static final ConcurrentLinkedQueue<String> known = new ConcurrentLinkedQueue<>();
  private static ScriptedPeer peer;
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    edge = peer.edge();
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  private static void hall(String version, BitSet taken) {
    known.clear();
    peer.answer(
        PerformanceServiceGrpc.getGetAvailabilityMethod(),
        request -> {
          known.add(request.getKnownVersion());
          return request.getKnownVersion().equals(version) ? unchanged() : seats(version, taken);
        });
  }

  private static GetAvailabilityResponse unchanged() {
    return GetAvailabilityResponse.newBuilder()
        .setUnchanged(AvailabilityUnchanged.getDefaultInstance())
        .build();
  }

  private static GetAvailabilityResponse seats(String version, BitSet taken) {
    return GetAvailabilityResponse.newBuilder()
        .setAvailability(
            Availability.newBuilder()
                .setPerformanceId("p")
                .setVersion(version)
                .setSeatCount(SEATS)
                .setFreeCount(SEATS - taken.cardinality())
                .setTaken(ByteString.copyFrom(taken.toByteArray())))
        .build();
  }

  private static BitSet bits(int... ordinals) {
    var bits = new BitSet();
    IntStream.of(ordinals).forEach(bits::set);
    return bits;
  }

  @Test
  void answersNothingNewToWhoHasIt() {
    hall("3-abc", bits(0, 7, 8));

    var first = edge.get(PATH);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("ETag")).isEqualTo("\"3-abc\"");
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache, public");
    assertThat(first.json().path("takenOrdinals").toString()).isEqualTo("[0,7,8]");
    assertThat(first.json().has("takenRuns")).isFalse();

    for (var tag : List.of("\"3-abc\"", "W/\"3-abc\"")) {
      var again = ask(tag);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo("\"3-abc\"");
      assertThat(again.header("Cache-Control")).isEqualTo("no-cache, public");
    }
    assertThat(known).containsExactly("", "3-abc", "3-abc");
  }

  @Test
  void answersAnewToWhoHasSomethingElse() {
    hall("3-abc", bits(0));

    for (var tag : List.of("\"2-abc\"", "nonsense", "\"" + "x".repeat(200) + "\"")) {
      assertThat(ask(tag).status()).isEqualTo(200);
    }
    assertThat(ask("\"1\", \"3-abc\"").status()).isEqualTo(304);
  }

  @Test
  void saysTheSameInRunsOrInBits() {
    hall("3-abc", bits(40_000, 40_007, 40_008, 40_009));
    assertThat(edge.get(COMPACT).json().path("takenRuns").toString())
        .isEqualTo("[40000,1,40007,3]");
    assertThat(edge.get(COMPACT).json().has("takenOrdinals")).isFalse();
    assertThat(edge.get(COMPACT).json().has("takenBits")).isFalse();

    var scattered = scattered();
    hall("4-abc", scattered);
    var bits = Base64.getDecoder().decode(edge.get(COMPACT).json().path("takenBits").asString());
    assertThat(BitSet.valueOf(bits)).isEqualTo(scattered);

    assertThat(edge.get(PATH + "?compact=perhaps").status()).isEqualTo(400);
  }

  /// Bytes are asserted, milliseconds are printed: they are the machine's.
  @Test
  void isSmallForAHouseOfFiftyThousandSeats() {
    var full = new BitSet();
    full.set(0, SEATS);
    measure("empty", new BitSet(), 120, 120);
    measure("one seat taken", bits(49_999), 125, 125);
    measure("half sold, scattered", scattered(), 160_000, 8_500);
    measure("sold out", full, 300_000, 130);
  }

  private static BitSet scattered() {
    var random = new Random(7);
    var bits = new BitSet();
    IntStream.range(0, SEATS).filter(_ -> random.nextBoolean()).forEach(bits::set);
    return bits;
  }

  private static void measure(String house, BitSet taken, int mostBytes, int mostCompactBytes) {
    hall("12-AbCdEfGhIjKlMnOp", taken);
    var usual = measure(house, PATH);
    var compact = measure(house + ", compact", COMPACT);

    assertThat(usual).as(house).isLessThanOrEqualTo(mostBytes);
    assertThat(compact).as(house).isLessThanOrEqualTo(mostCompactBytes);
  }

  private static int measure(String house, String path) {
    var answer = edge.get(path);
    var start = System.nanoTime();
    for (int i = 0; i < TURNS; i++) {
      answer = edge.get(path);
    }
    var millis = (System.nanoTime() - start) / 1e6 / TURNS;
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
    System.out.printf("MEASURED REST, %s: %d bytes, %.2f ms%n", house, bytes, millis);
    return bytes;
  }

  private static Answer ask(String tag) {
    return edge.send(edge.request(PATH).header("If-None-Match", tag).GET());
  }
}
