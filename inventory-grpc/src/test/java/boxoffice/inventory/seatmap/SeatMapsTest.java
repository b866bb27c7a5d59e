package boxoffice.inventory.seatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import boxoffice.inventory.Catalogue;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.Area;
import boxoffice.inventory.v1.DeleteSeatMapRequest;
import boxoffice.inventory.v1.GetSeatMapRequest;
import boxoffice.inventory.v1.ListSeatMapsRequest;
import boxoffice.inventory.v1.MarkSeatsRequest;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingStub;
import boxoffice.inventory.v1.SeatMapState;
import boxoffice.inventory.v1.SeatMark;
import boxoffice.inventory.v1.UpdateAreaRequest;
import boxoffice.inventory.v1.UpdateSeatMapRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Seat maps over the wire: whose they are, what their organisers say of them, and who sees what.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatMapsTest {
  private static final byte[] PLAN =
      PlanTable.GOOD
          .replace("\"name\":\"Floor\"", "\"name\":\"Floor\",\"areas\":[{\"text\":\"Pit\"},{}]")
          .replace("[{\"name\":\"Stalls\"}]", "[{\"name\":\"Pit\"},{\"name\":\"Stalls\"}]")
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER =
      PlanTable.plan(PlanTable.row("A", 0, 25)).getBytes(StandardCharsets.UTF_8);
  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private Catalogue catalogue;
  private SeatMapCalls ada;
  private SeatMapCalls bob;
  private SeatMapCalls buyer;
  private SeatMapCalls admin;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    truth = new Truth();
    var organiser = users.organiser();
    catalogue = inventory.catalogue(organiser.accessToken());
    ada = calls(organiser);
    bob = calls(users.organiser());
    buyer = calls(users.person("buyer"));
    admin = calls(users.person("admin"));
  }

  /// Somebody who calls with the venue of Ada.
  private SeatMapCalls calls(Person person) {
    return new SeatMapCalls(inventory.channel(), person.accessToken(), catalogue.venueId());
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void importsADraftOfTheVenuesOrganisation() {
    var draft = ada.draft(PLAN);

    assertThat(draft.getState()).isEqualTo(SeatMapState.SEAT_MAP_STATE_DRAFT);
    assertThat(draft.getVenueId()).isEqualTo(catalogue.venueId());
    assertThat(draft.getOrganisationId()).isEqualTo(catalogue.organisationId());
    assertThat(draft.getVersion()).isEqualTo(1);
    assertThat(draft.getReplacesSeatMapId()).isEmpty();
    assertThat(draft.getCategoriesList()).containsExactly("Stalls");
    assertThat(draft.getAreasList())
        .extracting(Area::getDisplayName, Area::getCapacity)
        .containsExactly(tuple("Pit", 0), tuple("", 0));
    assertThat(ada.read(draft)).isEqualTo(draft);
    assertThat(actions(draft)).containsExactly("seat-map-imported");
  }

  @Test
  void findsTheSameSeatMapForTheSameImport() {
    var header = ada.header().setDisplayName("Great Hall");
    var draft = ada.importPlan(header, PLAN);

    assertThat(ada.importPlan(header, PLAN)).isEqualTo(draft);
    assertThat(reason(() -> ada.importPlan(header, OTHER)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(reason(() -> ada.importPlan(header.clone().setPublished(true), PLAN)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(ada.read(draft)).isEqualTo(draft);
    assertThat(actions(draft)).hasSize(1);
  }

  @Test
  void importsNothingIntoAVenueOfOthers() {
    var refused = refusal(() -> bob.draft(PLAN));

    assertThat(refused.getStatus().getDescription()).isEqualTo("venue not found");
    assertThat(reason(() -> ada.importPlan(ada.header().setVenueId(UNKNOWN), PLAN)))
        .isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(() -> buyer.draft(PLAN))).isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(admin.draft(PLAN).getOrganisationId()).isEqualTo(catalogue.organisationId());
  }

  @Test
  void importsAVersionOfWhatIsPublishedInThisVenueOnly() {
    var published = ada.published(PLAN);
    var draft = ada.draft(PLAN);
    var elsewhere = inventory.performance(2).getSeatMapId();

    assertThat(field(() -> ada.version(draft, PLAN))).isEqualTo("header.replaces_seat_map_id");
    assertThat(
            field(() ->
                ada.importPlan(
                    ada.header().setPublished(true).setReplacesSeatMapId(published.getSeatMapId()),
                    PLAN)))
        .isEqualTo("header.published");
    for (var id : List.of(UNKNOWN, elsewhere)) {
      assertThat(reason(() -> ada.importPlan(ada.header().setReplacesSeatMapId(id), PLAN)))
          .isEqualTo(ErrorReason.NOT_FOUND);
    }
    var second = ada.version(published, OTHER);
    assertThat(second.getVersion()).isEqualTo(2);
    assertThat(second.getReplacesSeatMapId()).isEqualTo(published.getSeatMapId());
    assertThat(field(() -> ada.version(published, PLAN))).isEqualTo("header.replaces_seat_map_id");
    assertThat(ada.publish(second).hasSeatMap()).isTrue();
    assertThat(field(() -> ada.version(published, PLAN))).isEqualTo("header.replaces_seat_map_id");
  }

  @Test
  void showsDraftsToTheirOrganisationOnly() {
    var draft = ada.draft(PLAN);

    for (var stranger : List.of(bob, buyer)) {
      assertThat(refusal(() -> stranger.read(draft)))
          .satisfies(failure -> isAsUnknown(failure, stranger));
      assertThat(refusal(() -> stranger.rows(draft, 10)))
          .satisfies(failure -> isAsUnknown(failure, stranger));
    }
    assertThat(refusal(() -> bob.export(draft))).satisfies(failure -> isAsUnknown(failure, bob));
    assertThat(admin.read(draft)).isEqualTo(draft);

    ada.publish(draft);

    assertThat(buyer.read(draft).getState()).isEqualTo(SeatMapState.SEAT_MAP_STATE_PUBLISHED);
    assertThat(buyer.rows(draft, 1)).hasSize(2);
    assertThat(bob.export(draft)).isEqualTo(PLAN);
    assertThat(reason(() -> buyer.export(draft))).isEqualTo(ErrorReason.FORBIDDEN);
  }

  /// To the byte.
  private static void isAsUnknown(StatusRuntimeException failure, SeatMapCalls caller) {
    var unknown =
        refusal(() ->
            caller.stub().getSeatMap(GetSeatMapRequest.newBuilder().setSeatMapId(UNKNOWN).build()));
    assertThat(failure.getStatus().toString()).isEqualTo(unknown.getStatus().toString());
    assertThat(ErrorStatus.info(failure)).isEqualTo(ErrorStatus.info(unknown));
  }

  @Test
  void listsTheSeatMapsOfAVenueTheNewestFirst() {
    var token = users.organiser().accessToken();
    var venue = inventory.catalogue(token).venueId();
    var eve = new SeatMapCalls(inventory.channel(), token, venue);
    var made = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(eve.draft(PLAN).getSeatMapId());
    }
    var request = ListSeatMapsRequest.newBuilder().setVenueId(venue).setPageSize(2);
    var listed = new ArrayList<String>();
    do {
      var page = eve.stub().listSeatMaps(request.build());
      page.getSeatMapsList().stream().map(SeatMap::getSeatMapId).forEach(listed::add);
      assertThat(page.getSeatMapsCount()).isLessThanOrEqualTo(2);
      request.setPageToken(page.getNextPageToken());
      var _ = eve.draft(PLAN); // comes before all pages that are still to come
    } while (!request.getPageToken().isEmpty());

    assertThat(listed).isEqualTo(made);
    assertThat(reason(() -> ada.stub().listSeatMaps(request.build())))
        .isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(() -> buyer.stub().listSeatMaps(request.build())))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(field(() -> eve.stub().listSeatMaps(request.setPageToken("x").build())))
        .isEqualTo("page_token");
  }

  @Test
  void marksSeatsOfADraft() {
    var draft = ada.draft(PLAN);
    var seats = ada.seats(draft).stream().map(Seat::getSeatId).toList();
    var marked =
        ada.stub()
            .markSeats(
                marking(draft, seats.subList(1, 4))
                    .addMarks(SeatMark.SEAT_MARK_COMPANION)
                    .addMarks(SeatMark.SEAT_MARK_RESTRICTED_VIEW)
                    .build())
            .getSeatMap();
    var _ = ada.stub().markSeats(marking(draft, seats.subList(3, 4)).build());
    var _ =
        ada.stub()
            .markSeats(
                marking(draft, seats.subList(2, 3))
                    .addMarks(SeatMark.SEAT_MARK_ACCESSIBLE)
                    .build());

    assertThat(marked.getMarkedCount()).isEqualTo(3);
    assertThat(ada.read(draft).getMarkedCount()).isEqualTo(2);
    assertThat(ada.seats(draft))
        .extracting(Seat::getMarksList)
        .containsExactly(
            List.of(),
            List.of(SeatMark.SEAT_MARK_COMPANION, SeatMark.SEAT_MARK_RESTRICTED_VIEW),
            List.of(SeatMark.SEAT_MARK_ACCESSIBLE),
            List.of(),
            List.of(),
            List.of());
    assertThat(
            field(
                () -> ada.stub().markSeats(marking(draft, List.of(seats.get(0), UNKNOWN)).build())))
        .isEqualTo("seat_ids[1]");

    ada.publish(draft);
    var refused = ada.stub().markSeats(marking(draft, seats).build());

    assertThat(refused.getNotDraft().getState()).isEqualTo(SeatMapState.SEAT_MAP_STATE_PUBLISHED);
    assertThat(buyer.seats(draft).get(2).getMarksList())
        .containsExactly(SeatMark.SEAT_MARK_ACCESSIBLE);
    assertThat(
            truth.rows(
                "select before::text, after::text from inventory.audit_entry where subject = ?"
                    + " and action = 'seats-marked' order by number desc limit 1",
                draft.getSeatMapId()))
        .containsExactly(
            """
            {"marks": {"2": "companion, restricted view"}} {"marks": "accessible", "ordinals": [2]}\
            """);
  }

  @Test
  void givesAnAreaACapacityAndTakesItAway() {
    var draft = ada.draft(PLAN);
    var area = draft.getAreas(0).getAreaId();
    var standing =
        ada.stub()
            .updateArea(area(draft, area).setCapacity(300).setCategory("Pit").build())
            .getSeatMap();

    assertThat(standing.getAreas(0))
        .extracting(Area::getDisplayName, Area::getCapacity, Area::getCategory)
        .containsExactly("Pit", 300, "Pit");
    assertThat(standing.getCategoriesList()).containsExactly("Pit", "Stalls");
    assertThat(field(() -> ada.stub().updateArea(area(draft, area).setCapacity(1).build())))
        .isEqualTo("category");
    assertThat(
            field(() ->
                ada.stub().updateArea(area(draft, area).setCapacity(1).setCategory("Box").build())))
        .isEqualTo("category");
    assertThat(field(() -> ada.stub().updateArea(area(draft, area).setCapacity(200_001).build())))
        .isEqualTo("capacity");
    assertThat(reason(() -> ada.stub().updateArea(area(draft, UNKNOWN).build())))
        .isEqualTo(ErrorReason.NOT_FOUND);

    var stage = ada.stub().updateArea(area(draft, area).setDisplayName("Stage").build());

    assertThat(stage.getSeatMap().getAreas(0))
        .extracting(Area::getDisplayName, Area::getCapacity, Area::getCategory)
        .containsExactly("Stage", 0, "");
    assertThat(stage.getSeatMap().getCategoriesList()).containsExactly("Stalls");
    ada.publish(draft);
    assertThat(ada.stub().updateArea(area(draft, area).build()).hasNotDraft()).isTrue();
  }

  @Test
  void takesOverWhatWasSaidOfTheVersionBefore() {
    var first = ada.draft(PLAN);
    var seat = ada.seats(first).get(4);
    var _ =
        ada.stub()
            .markSeats(
                marking(first, List.of(seat.getSeatId()))
                    .addMarks(SeatMark.SEAT_MARK_ACCESSIBLE)
                    .build());
    var _ =
        ada.stub()
            .updateArea(
                area(first, first.getAreas(0).getAreaId())
                    .setCapacity(300)
                    .setCategory("Pit")
                    .build());
    ada.publish(first);
    var shorter =
        new String(PLAN, StandardCharsets.UTF_8)
            .replace(
                PlanTable.row("A", 0, 25, 50), PlanTable.row("A", 0)); // row B moves to the front

    var second = ada.version(first, shorter.getBytes(StandardCharsets.UTF_8));

    assertThat(second.getAreas(0)).isEqualTo(ada.read(first).getAreas(0));
    assertThat(second.getCategoriesList()).containsExactly("Pit", "Stalls");
    assertThat(second.getMarkedCount()).isEqualTo(1);
    assertThat(ada.seats(second).get(2))
        .isEqualTo(seat.toBuilder().setOrdinal(2).addMarks(SeatMark.SEAT_MARK_ACCESSIBLE).build());
  }

  @Test
  void renamesASeatMapInAnyState() {
    var draft = ada.draft(PLAN);
    ada.publish(draft);
    var renamed = ada.stub().updateSeatMap(renaming(draft).build()).getSeatMap();

    assertThat(renamed.getDisplayName()).isEqualTo("New Hall");
    assertThat(buyer.read(draft)).isEqualTo(renamed);
    assertThat(field(() -> ada.stub().updateSeatMap(renaming(draft).setDisplayName("").build())))
        .isEqualTo("display_name");
    for (var mask : List.of(FieldMask.getDefaultInstance(), mask("state"))) {
      assertThat(field(() -> ada.stub().updateSeatMap(renaming(draft).setUpdateMask(mask).build())))
          .isEqualTo("update_mask");
    }
    assertThat(actions(draft))
        .containsExactly("seat-map-imported", "seat-map-published", "seat-map-updated");
  }

  @Test
  void deletesADraftWithAllThatIsInIt() {
    var draft = ada.draft(PLAN);
    var seats = ada.seats(draft).stream().map(Seat::getSeatId).toList();
    var _ =
        ada.stub().markSeats(marking(draft, seats).addMarks(SeatMark.SEAT_MARK_ACCESSIBLE).build());
    var request = deletion(draft).build();

    assertThat(ada.stub().deleteSeatMap(request).hasDeleted()).isTrue();
    assertThat(ada.stub().deleteSeatMap(request).hasDeleted()).isTrue();
    assertThat(reason(() -> ada.read(draft))).isEqualTo(ErrorReason.NOT_FOUND);
    for (var table : List.of("seat_map", "seat", "segment", "seat_mark", "seat_area")) {
      assertThat(
              truth.rows(
                  "select count(*) from inventory." + table + " where seat_map_id = ?",
                  UUID.fromString(draft.getSeatMapId())))
          .as(table)
          .containsExactly("0");
    }
    var published = ada.published(PLAN);
    assertThat(ada.stub().deleteSeatMap(deletion(published).build()).getNotDraft().getState())
        .isEqualTo(SeatMapState.SEAT_MAP_STATE_PUBLISHED);
    assertThat(buyer.rows(published, 10)).hasSize(2);
  }

  /// A change of a seat map.
  private interface Change {
    void call(SeatMapServiceBlockingStub stub, String requestId, SeatMap seatMap, String etag);
  }

  private Map<String, Change> changes() {
    return Map.of(
        "update",
        (stub, id, seatMap, etag) ->
            stub.updateSeatMap(renaming(seatMap).setRequestId(id).setEtag(etag).build()),
        "mark",
        (stub, id, seatMap, etag) ->
            stub.markSeats(
                marking(seatMap, List.of(ada.seats(seatMap).getFirst().getSeatId()))
                    .addMarks(SeatMark.SEAT_MARK_ACCESSIBLE)
                    .setRequestId(id)
                    .setEtag(etag)
                    .build()),
        "area",
        (stub, id, seatMap, etag) ->
            stub.updateArea(
                area(seatMap, seatMap.getAreas(0).getAreaId())
                    .setCapacity(9)
                    .setCategory("Pit")
                    .setRequestId(id)
                    .setEtag(etag)
                    .build()),
        "publish",
        (stub, id, seatMap, etag) ->
            stub.publishSeatMap(
                SeatMapCalls.publication(seatMap).setRequestId(id).setEtag(etag).build()));
  }

  @Test
  void changesNothingForOthersNorByAnOldEtagNorTwice() {
    changes()
        .forEach((name, change) -> {
          var draft = ada.draft(PLAN);
          var id = UUID.randomUUID().toString();
          var seen = draft.getEtag();
          assertThat(reason(() -> change.call(bob.stub(), id, draft, seen)))
              .as(name)
              .isEqualTo(ErrorReason.NOT_FOUND);
          assertThat(reason(() -> change.call(buyer.stub(), id, draft, seen)))
              .isEqualTo(ErrorReason.FORBIDDEN);
          assertThat(reason(() -> change.call(ada.stub(), id, draft, "r7")))
              .isEqualTo(ErrorReason.ETAG_MISMATCH);
          assertThat(ada.read(draft)).isEqualTo(draft);
          var unknown = draft.toBuilder().setSeatMapId(UNKNOWN).build();
          if (!name.equals("mark")) { // asks for its seats first
            assertThat(refusal(() -> change.call(ada.stub(), id, unknown, "")))
                .satisfies(failure -> isAsUnknown(failure, ada));
          }

          change.call(ada.stub(), id, draft, seen);
          var changed = ada.read(draft);
          change.call(ada.stub(), id, draft, seen);

          assertThat(changed.getEtag()).as(name).isNotEqualTo(seen);
          assertThat(reason(() -> change.call(ada.stub(), id, draft, "")))
              .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
          assertThat(
                  reason(() -> change.call(ada.stub(), UUID.randomUUID().toString(), draft, seen)))
              .isEqualTo(ErrorReason.ETAG_MISMATCH);
          assertThat(ada.read(draft)).as(name).isEqualTo(changed);
          assertThat(actions(draft)).as(name).hasSize(2);
        });
  }

  @Test
  void deletesNothingForOthersNorByAnOldEtag() {
    var draft = ada.draft(PLAN);

    assertThat(refusal(() -> bob.stub().deleteSeatMap(deletion(draft).build())))
        .satisfies(failure -> isAsUnknown(failure, bob));
    assertThat(reason(() -> buyer.stub().deleteSeatMap(deletion(draft).build())))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(reason(() -> ada.stub().deleteSeatMap(deletion(draft).setEtag("r7").build())))
        .isEqualTo(ErrorReason.ETAG_MISMATCH);
    var renaming = renaming(draft).build();
    var renamed = ada.stub().updateSeatMap(renaming).getSeatMap();
    assertThat(
            reason(() ->
                ada.stub()
                    .deleteSeatMap(deletion(draft).setRequestId(renaming.getRequestId()).build())))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);

    assertThat(ada.read(draft)).isEqualTo(renamed);
    assertThat(ada.rows(draft, 10)).hasSize(2);
  }

  private static UpdateSeatMapRequest.Builder renaming(SeatMap seatMap) {
    return UpdateSeatMapRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setSeatMapId(seatMap.getSeatMapId())
        .setDisplayName("New Hall")
        .setUpdateMask(mask("display_name"));
  }

  private static FieldMask mask(String field) {
    return FieldMask.newBuilder().addPaths(field).build();
  }

  private static MarkSeatsRequest.Builder marking(SeatMap seatMap, List<String> seats) {
    return MarkSeatsRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setSeatMapId(seatMap.getSeatMapId())
        .addAllSeatIds(seats);
  }

  private static UpdateAreaRequest.Builder area(SeatMap seatMap, String areaId) {
    return UpdateAreaRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setSeatMapId(seatMap.getSeatMapId())
        .setAreaId(areaId);
  }

  private static DeleteSeatMapRequest.Builder deletion(SeatMap seatMap) {
    return DeleteSeatMapRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setSeatMapId(seatMap.getSeatMapId());
  }

  /// Of the audit log, in their order.
  private List<String> actions(SeatMap seatMap) {
    return truth.rows(
        "select action from inventory.audit_entry where subject = ? order by number",
        seatMap.getSeatMapId());
  }

  private static StatusRuntimeException refusal(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }

  private static ErrorReason reason(ThrowingCallable call) {
    return ErrorStatus.reason(refusal(call)).orElseThrow();
  }

  private static String field(ThrowingCallable call) {
    return ErrorStatus.info(refusal(call)).orElseThrow().getMetadataOrThrow("field");
  }
}
