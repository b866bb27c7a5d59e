package boxoffice.inventory.seatmap;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.DeleteSeatMapRequest;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans over the wire: they come back to the byte, and what is no plan leaves nothing behind.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatPlansTest {
  private static final Logger LOG = LoggerFactory.getLogger(SeatPlansTest.class);
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int ARENA_SEATS = 50_000;

  private Truth truth;
  private String venue;
  private SeatMapCalls ada;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    truth = new Truth();
    var token = users.organiser().accessToken();
    venue = inventory.catalogue(token).venueId();
    ada = new SeatMapCalls(inventory.channel(), token, venue);
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @ParameterizedTest
  @MethodSource("boxoffice.inventory.seatmap.PlanTable#all")
  void takesAPlanOrSaysWhereItIsWrong(PlanTable.Case plan) {
    var file = plan.file().get();
    var before = stored();

    var answer = ada.upload(ada.header(), List.of(file));

    if (plan.isAccepted()) {
      assertThat(ada.export(answer.seatMap())).isEqualTo(file);
    } else {
      assertThat(reason(answer.refusal())).isEqualTo(ErrorReason.VALIDATION_FAILED);
      assertThat(field(answer.refusal())).isEqualTo(plan.place());
      assertThat(stored()).isEqualTo(before);
    }
  }

  @Test
  void hasAtLeastThirtyDamagedPlans() {
    assertThat(PlanTable.refused().count()).isGreaterThanOrEqualTo(30);
    assertThat(PlanTable.all().map(PlanTable.Case::name)).doesNotHaveDuplicates();
  }

  @Test
  void refusesAHundredMebibytesAfterSixteen() {
    var before = stored();
    var spaces = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);

    var answer = ada.upload(ada.header(), Collections.nCopies(100, spaces));

    assertThat(reason(answer.refusal())).isEqualTo(ErrorReason.PAYLOAD_TOO_LARGE);
    assertThat(answer.sent()).isBetween(16L * MEBIBYTE, 20L * MEBIBYTE);
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void takesAFileOfSixteenMebibytes() {
    var file = PlanTable.GOOD + " ".repeat(16 * MEBIBYTE - PlanTable.GOOD.length());

    var seatMap = ada.draft(file.getBytes(StandardCharsets.UTF_8));

    assertThat(ada.export(seatMap)).hasSize(16 * MEBIBYTE);
  }

  @Test
  void givesAConcertHallBackToTheByte() {
    var seatMap = roundTrip("concert hall", SeatMapCalls.concertHall());

    assertThat(seatMap.getDisplayName()).isEqualTo("Concert Hall");
    assertThat(seatMap.getSeatCount()).isEqualTo(2189);
    assertThat(seatMap.getCategoriesCount()).isEqualTo(5);
    assertThat(seatMap.getAreasList())
        .singleElement()
        .satisfies(area -> assertThat(area.getDisplayName()).isEqualTo("Stage"));
    assertThat(ada.rows(seatMap, 100)).hasSize(43);
  }

  @Test
  void givesAnArenaOfFiftyThousandBackToTheByte() {
    var seatMap = roundTrip("arena", arena());

    assertThat(seatMap.getSeatCount()).isEqualTo(ARENA_SEATS);
    assertThat(ada.rows(seatMap, 7))
        .as("pages of another size")
        .isEqualTo(ada.rows(seatMap, 100))
        .hasSize(500);
  }

  @Test
  void takesAndDeletesAsManySeatsAsThereMayBe() {
    var file = PlanTable.many(200_000).getBytes(StandardCharsets.UTF_8);
    var start = System.nanoTime();
    var draft = ada.draft(file);
    var imported = System.nanoTime();
    var answer =
        ada.stub()
            .deleteSeatMap(
                DeleteSeatMapRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setSeatMapId(draft.getSeatMapId())
                    .build());

    LOG.info(
        "{} seats: imported in {} ms, deleted in {} ms",
        draft.getSeatCount(),
        Duration.ofNanos(imported - start).toMillis(),
        Duration.ofNanos(System.nanoTime() - imported).toMillis());
    assertThat(answer.hasDeleted()).isTrue();
    assertThat(draft.getSeatCount()).isEqualTo(200_000);
    assertThat(
            truth.rows(
                "select count(*) from inventory.seat where seat_map_id = ?",
                UUID.fromString(draft.getSeatMapId())))
        .containsExactly("0");
  }

  /// Imports a file, exports it, and imports that again as another hall.
  private SeatMap roundTrip(String name, byte[] file) {
    var start = System.nanoTime();
    var seatMap = ada.published(file);
    var imported = System.nanoTime();
    var exported = ada.export(seatMap);
    var end = System.nanoTime();
    var again = ada.published(exported);
    LOG.info(
        "{}: {} bytes, {} seats, imported in {} ms, exported in {} ms, imported again in {} ms",
        name,
        file.length,
        seatMap.getSeatCount(),
        Duration.ofNanos(imported - start).toMillis(),
        Duration.ofNanos(end - imported).toMillis(),
        Duration.ofNanos(System.nanoTime() - end).toMillis());
    assertThat(exported).isEqualTo(file);
    assertThat(again.getSeatMapId()).isNotEqualTo(seatMap.getSeatMapId());
    assertThat(ada.rows(again, 100)).isEqualTo(ada.rows(seatMap, 100));
    return seatMap;
  }

  /// 25 blocks of 20 rows of 100 seats with two aisles, the numbers odd to the left and even to the
  /// right.
  static byte[] arena() {
    var zones = new ArrayList<String>();
    for (int block = 0; block < 25; block++) {
      var name = "Block " + block;
      zones.add(
          IntStream.range(0, 20)
              .mapToObj(row -> arenaRow(name, row))
              .collect(Collectors.joining(",", "{\"name\":\"" + name + "\",\"rows\":[", "]}")));
    }
    return """
    {"name":"Arena","categories":[{"name":"Floor"},{"name":"Tier"}],"zones":[%s]}\
    """
        .formatted(String.join(",", zones))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String arenaRow(String block, int row) {
    return IntStream.range(0, 100)
        .mapToObj(i ->
            """
            {"seat_guid":"%s-%d-%d","seat_number":"%d","position":{"x":%d,"y":%d},"category":"%s"}\
            """
                .formatted(
                    block,
                    row,
                    i,
                    i < 50 ? 99 - 2 * i : 2 * (i - 49),
                    i * 25 + i / 34 * 100,
                    row * 40,
                    row < 5 ? "Floor" : "Tier"))
        .collect(Collectors.joining(",", "{\"row_number\":\"" + row + "\",\"seats\":[", "]}"));
  }

  private List<String> stored() {
    return truth.rows(
        "select (select count(*) from inventory.seat_map where venue_id = ?),"
            + " (select count(*) from inventory.audit_entry e join inventory.venue v"
            + " using (organisation_id) where venue_id = ?)",
        UUID.fromString(venue),
        UUID.fromString(venue));
  }

  private static ErrorReason reason(StatusRuntimeException failure) {
    return ErrorStatus.reason(failure).orElseThrow();
  }

  private static String field(StatusRuntimeException failure) {
    return ErrorStatus.info(failure).orElseThrow().getMetadataOrThrow("field");
  }
}
