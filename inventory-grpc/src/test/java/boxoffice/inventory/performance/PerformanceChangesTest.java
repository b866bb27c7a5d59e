package boxoffice.inventory.performance;

import static boxoffice.inventory.Shows.cancelling;
import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.opening;
import static boxoffice.inventory.Shows.pausing;
import static boxoffice.inventory.Shows.price;
import static boxoffice.inventory.Shows.publishing;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_CANCELLED;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_DRAFT;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_OPEN;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_PAUSED;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PerformanceStateConflict;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.UpdatePerformanceRequest;
import boxoffice.money.v1.Money;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.WireTypes;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Creating, changing and moving performances over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerformanceChangesTest {
  private final RunningUserGrpc users;
  private final RunningInventoryGrpc inventory;
  private Truth truth;
  private Shows shows;
  private Shows others;
  private String buyer;

  PerformanceChangesTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
  }

  @BeforeAll
  void start() {
    truth = new Truth();
    shows = new Shows(inventory, users.organiser().accessToken());
    others = new Shows(inventory, users.organiser().accessToken());
    buyer = users.person("buyer").accessToken();
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void createsADraftThatSaysWhoseItIs() {
    var request = shows.request().clearState();

    var draft = shows.create(request);

    assertThat(draft.getState()).isEqualTo(PERFORMANCE_STATE_DRAFT);
    assertThat(draft.getOrganisationId()).isEqualTo(shows.catalogue().organisationId());
    assertThat(draft.getEventId()).isEqualTo(shows.catalogue().eventId());
    assertThat(draft.getVenueId()).isEqualTo(shows.catalogue().venueId());
    assertThat(draft.getSeatCount()).isEqualTo(3);
    assertThat(draft.getUpdateTime()).isEqualTo(draft.getCreateTime());
    assertThat(draft.getEtag()).isNotEmpty();
    assertThat(shows.create(request)).isEqualTo(draft);
    assertThat(audit(draft)).containsExactly("performance-created");
    assertThat(reason(() -> shows.create(request.clone().setDisplayName("Other"))))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void createsNothingInWhatIsNotTheCallersOrNotPublished() {
    var before = truth.rows("select count(*) from inventory.performance");
    var draftEvent = shows.event("Draft", false);
    var foreignEvent = shows.request().setEventId(others.catalogue().eventId());
    var foreignHall = shows.request().setSeatMapId(others.hall().getSeatMapId());

    assertThat(refusal(() -> shows.create(foreignEvent)))
        .startsWith("NOT_FOUND")
        .isEqualTo(refusal(() -> shows.create(shows.request().setEventId(newId()))));
    assertThat(refusal(() -> shows.create(foreignHall)))
        .startsWith("NOT_FOUND")
        .isEqualTo(refusal(() -> shows.create(shows.request().setSeatMapId(newId()))));
    assertThat(refusal(() -> shows.create(shows.request().setEventId(draftEvent.getEventId()))))
        .startsWith("VALIDATION_FAILED")
        .contains("state");
    assertThat(
            reason(() -> inventory.performances(buyer).createPerformance(shows.request().build())))
        .isEqualTo("FORBIDDEN");
    assertThat(truth.rows("select count(*) from inventory.performance")).isEqualTo(before);

    truth.execute(
        "update inventory.seat_map set state = 'REPLACED' where seat_map_id = '%s'"
            .formatted(shows.hall().getSeatMapId()));
    assertThat(reason(() -> shows.create(shows.request()))).isEqualTo("VALIDATION_FAILED");
    truth.execute(
        "update inventory.seat_map set state = 'PUBLISHED' where seat_map_id = '%s'"
            .formatted(shows.hall().getSeatMapId()));
    assertThat(
            shows
                .create(shows.request().setEventId(draftEvent.getEventId()).clearState())
                .getState())
        .isEqualTo(PERFORMANCE_STATE_DRAFT);
  }

  @Test
  void i1i2g13CreatesNothingForWhatIsNoRequest() {
    var before = truth.rows("select count(*) from inventory.performance");
    var good = shows.request().build();
    var bad =
        List.of(
            good.toBuilder().setRequestId("").build(),
            good.toBuilder().setEventId("'; drop table inventory.event; --").build(),
            good.toBuilder().setSeatMapId("1 or 1=1").build(),
            good.toBuilder().setDisplayName("").build(),
            good.toBuilder().setDisplayName("a\nb").build(),
            good.toBuilder().setState(PERFORMANCE_STATE_PAUSED).build(),
            good.toBuilder().setStateValue(99).build(),
            good.toBuilder().clearStartTime().build(),
            good.toBuilder().setOffSaleTime(good.getOnSaleTime()).build(),
            good.toBuilder().setStartTime(good.getOnSaleTime()).build(),
            good.toBuilder()
                .setStartTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                .build(),
            good.toBuilder().clearPrices().build(),
            good.toBuilder().removePrices(1).build(),
            good.toBuilder().addPrices(price("Box", 1)).build(),
            good.toBuilder().addPrices(price("Stalls", 1)).build(),
            good.toBuilder().setPrices(0, price("Stalls", -1)).build(),
            good.toBuilder().setSeatsPerHold(11).build(),
            good.toBuilder().setSeatsPerBuyer(-1).build());

    for (CreatePerformanceRequest request : bad) {
      assertThat(reason(() -> shows.performances().createPerformance(request)))
          .as(request.toString())
          .isEqualTo("VALIDATION_FAILED");
    }
    assertThat(truth.rows("select count(*) from inventory.performance")).isEqualTo(before);
  }

  @Test
  void showsADraftToItsOrganisationAlone() {
    var draft = shows.create(PERFORMANCE_STATE_DRAFT);
    var id = draft.getPerformanceId();

    assertThat(shows.read(shows.token(), id)).isEqualTo(draft);
    for (var as : new String[] {others.token(), buyer}) {
      var unknown = newId();
      assertThat(refusal(() -> shows.read(as, id)))
          .startsWith("NOT_FOUND")
          .isEqualTo(refusal(() -> shows.read(as, unknown)));
      assertThat(refusal(() -> availability(as, id)))
          .startsWith("NOT_FOUND")
          .isEqualTo(refusal(() -> availability(as, unknown)));
    }
    for (var as : new String[] {shows.token(), buyer}) {
      assertThat(reason(() -> inventory.hold(as, draft, 0))).isEqualTo("NOT_FOUND");
    }

    publish(id);
    assertThat(shows.read(buyer, id).getState()).isEqualTo(PERFORMANCE_STATE_PUBLISHED);
  }

  /// From each state to each: what is done already changes nothing, what is not legal is refused.
  @ParameterizedTest
  @CsvSource({
    "DRAFT,PUBLISHED,done",
    "DRAFT,OPEN,refused",
    "DRAFT,PAUSED,refused",
    "DRAFT,CANCELLED,done",
    "PUBLISHED,PUBLISHED,same",
    "PUBLISHED,OPEN,done",
    "PUBLISHED,PAUSED,refused",
    "PUBLISHED,CANCELLED,done",
    "OPEN,PUBLISHED,refused",
    "OPEN,OPEN,same",
    "OPEN,PAUSED,done",
    "OPEN,CANCELLED,done",
    "PAUSED,PUBLISHED,refused",
    "PAUSED,OPEN,done",
    "PAUSED,PAUSED,same",
    "PAUSED,CANCELLED,done",
    "CANCELLED,PUBLISHED,refused",
    "CANCELLED,OPEN,refused",
    "CANCELLED,PAUSED,refused",
    "CANCELLED,CANCELLED,same"
  })
  void movesAlongTheGraphAlone(String from, String to, String what) {
    var performance = in(from);
    var id = performance.getPerformanceId();
    var entries = audit(performance).size();

    var moved = move(shows.performances(), id, to, newId(), performance.getEtag());

    var after = shows.read(shows.token(), id);
    switch (what) {
      case "done" -> {
        assertThat(moved).isEqualTo(done(after));
        assertThat(after.getState()).isEqualTo(PerformanceState.valueOf("PERFORMANCE_STATE_" + to));
        assertThat(after.getEtag()).isNotEqualTo(performance.getEtag());
        assertThat(audit(performance)).hasSize(entries + 1);
      }
      case "same" -> assertThat(moved).isEqualTo(done(performance));
      default -> {
        assertThat(moved.conflict().getState()).isEqualTo(performance.getState());
        assertThat(moved.conflict().getEventNotPublished()).isFalse();
        assertThat(after).isEqualTo(performance);
        assertThat(audit(performance)).hasSize(entries);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"DRAFT,PUBLISHED", "PUBLISHED,OPEN", "OPEN,PAUSED", "OPEN,CANCELLED"})
  void movesOnceHoweverOftenItIsAskedAndForNobodyElse(String from, String to) {
    var performance = in(from);
    var id = performance.getPerformanceId();
    var request = newId();

    assertThat(refusal(() -> move(others.performances(), id, to, newId(), "")))
        .startsWith("NOT_FOUND")
        .isEqualTo(refusal(() -> move(others.performances(), newId(), to, newId(), "")));
    assertThat(reason(() -> move(inventory.performances(buyer), id, to, newId(), "")))
        .isEqualTo("FORBIDDEN");
    assertThat(reason(() -> move(shows.performances(), id, to, newId(), "r77")))
        .isEqualTo("ETAG_MISMATCH");
    assertThat(reason(() -> move(shows.performances(), "x", to, newId(), "")))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(reason(() -> move(shows.performances(), id, to, "", "")))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(shows.read(shows.token(), id)).isEqualTo(performance);

    var first = move(shows.performances(), id, to, request, performance.getEtag());

    assertThat(move(shows.performances(), id, to, request, performance.getEtag())).isEqualTo(first);
    assertThat(reason(() -> move(shows.performances(), id, to, request, "")))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(shows.read(shows.token(), id)).isEqualTo(first.performance());
  }

  @Test
  void publishesNothingOfAnEventThatIsNotPublished() {
    var event = shows.event("Draft", false);
    var draft = shows.create(shows.request().setEventId(event.getEventId()).clearState());

    var moved =
        move(shows.performances(), draft.getPerformanceId(), "PUBLISHED", newId(), "").conflict();

    assertThat(moved.getState()).isEqualTo(PERFORMANCE_STATE_DRAFT);
    assertThat(moved.getEventNotPublished()).isTrue();
    assertThat(shows.read(shows.token(), draft.getPerformanceId())).isEqualTo(draft);
  }

  @Test
  void changesWhatTheMaskNames() {
    var before = shows.create(PERFORMANCE_STATE_OPEN);
    var request =
        update(before, "display_name", "prices", "off_sale_time", "seats_per_buyer")
            .setDisplayName("Later")
            .setOffSaleTime(
                before.getOnSaleTime().toBuilder()
                    .setSeconds(before.getOnSaleTime().getSeconds() + 1))
            .addPrices(price("Stalls", 3000))
            .addPrices(price("Circle", 2000))
            .setSeatsPerBuyer(4)
            .setSeatsPerHold(1)
            .setEtag(before.getEtag());

    var after = shows.performances().updatePerformance(request.build()).getPerformance();

    assertThat(after.getDisplayName()).isEqualTo("Later");
    assertThat(after.getPricesList())
        .extracting(price -> price.getPrice().getAmountMinor())
        .containsExactly(2000L, 3000L);
    assertThat(after.getOffSaleTime()).isEqualTo(request.getOffSaleTime());
    assertThat(after.getSeatsPerBuyer()).isEqualTo(4);
    assertThat(after.getSeatsPerHold()).isEqualTo(before.getSeatsPerHold());
    assertThat(after.getStartTime()).isEqualTo(before.getStartTime());
    assertThat(shows.read(buyer, before.getPerformanceId())).isEqualTo(after);
    assertThat(shows.performances().updatePerformance(request.build()).getPerformance())
        .isEqualTo(after);
    assertThat(
            truth.rows(
                "select before ->> 'display_name', after ->> 'display_name', after ? 'start_time'"
                        .replace("?", "??")
                    + " from inventory.audit_entry where subject = ? and action = 'performance-updated'",
                before.getPerformanceId()))
        .containsExactly("Show Later f");
  }

  @Test
  void i1i2g13ChangesNothingForWhatIsNoUpdate() {
    var before = shows.create(PERFORMANCE_STATE_OPEN);
    var dollars = Money.newBuilder().setAmountMinor(1).setCurrency("USD");
    var bad =
        List.of(
            update(before),
            update(before, "state"),
            update(before, "performance_id; drop table"),
            update(before, "display_name"),
            update(before, "display_name").setDisplayName("a\tb"),
            update(before, "start_time"),
            update(before, "start_time").setStartTime(before.getOnSaleTime()),
            update(before, "off_sale_time").setOffSaleTime(before.getOnSaleTime()),
            update(before, "on_sale_time").setOnSaleTime(before.getStartTime()),
            update(before, "prices"),
            update(before, "prices").addPrices(price("Stalls", 1)),
            update(before, "prices")
                .addPrices(price("Stalls", 1))
                .addPrices(price("Circle", 1))
                .addPrices(price("Box", 1)),
            update(before, "prices")
                .addPrices(price("Stalls", 1).toBuilder().setPrice(dollars))
                .addPrices(price("Circle", 1).toBuilder().setPrice(dollars)),
            update(before, "prices")
                .addPrices(price("Stalls", 1))
                .addPrices(price("Circle", 1).toBuilder().setPrice(dollars)),
            update(before, "seats_per_hold"),
            update(before, "seats_per_buyer"),
            update(before, "seats_per_hold").setSeatsPerHold(11),
            update(before, "display_name").setDisplayName("x").setRequestId("1"),
            update(before, "display_name").setDisplayName("x").setPerformanceId(""));

    for (var request : bad) {
      assertThat(reason(() -> shows.performances().updatePerformance(request.build())))
          .as(request.toString())
          .isEqualTo("VALIDATION_FAILED");
    }
    var named = update(before, "display_name").setDisplayName("Not mine");
    assertThat(refusal(() -> others.performances().updatePerformance(named.build())))
        .startsWith("NOT_FOUND")
        .isEqualTo(
            refusal(() ->
                others
                    .performances()
                    .updatePerformance(named.clone().setPerformanceId(newId()).build())));
    assertThat(reason(() -> inventory.performances(buyer).updatePerformance(named.build())))
        .isEqualTo("FORBIDDEN");
    assertThat(reason(() -> shows.performances().updatePerformance(named.setEtag("r2").build())))
        .isEqualTo("ETAG_MISMATCH");
    assertThat(shows.read(shows.token(), before.getPerformanceId())).isEqualTo(before);
  }

  @Test
  void letsOneOfTwoWinWhoSawTheSame() throws InterruptedException, ExecutionException {
    var before = shows.create(PERFORMANCE_STATE_OPEN);
    var calls = new ArrayList<Callable<String>>();
    for (int i = 0; i < 8; i++) {
      var request =
          update(before, "display_name").setDisplayName("Name " + i).setEtag(before.getEtag());
      calls.add(() -> reason(() -> shows.performances().updatePerformance(request.build())));
    }

    var reasons = Together.all(calls);

    assertThat(reasons).containsOnlyOnce("none").containsOnly("none", "ETAG_MISMATCH");
    assertThat(audit(before)).containsExactly("performance-created", "performance-updated");
  }

  @Test
  void pausesOnceThoughItWasOpenedSince() {
    var performance = in("OPEN");
    var pause = Shows.pausing(performance.getPerformanceId()).build();
    var _ = shows.performances().pausePerformance(pause);
    var open = shows.open(performance.getPerformanceId()).getPerformance();

    assertThat(reason(() -> shows.performances().pausePerformance(pause)))
        .isEqualTo("ETAG_MISMATCH");
    assertThat(shows.read(shows.token(), performance.getPerformanceId())).isEqualTo(open);
  }

  @Test
  void createsNothingThatSellsForLessThanAMicrosecond() {
    var request = shows.request();
    var start = request.getOnSaleTime();
    request
        .setOnSaleTime(start.toBuilder().setNanos(1))
        .setOffSaleTime(start.toBuilder().setNanos(2));

    assertThat(reason(() -> shows.create(request))).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void updatesNoCancelledOne() {
    var cancelled = in("CANCELLED");

    var conflict =
        shows
            .performances()
            .updatePerformance(update(cancelled, "display_name").setDisplayName("x").build())
            .getStateConflict();

    assertThat(conflict.getState()).isEqualTo(PERFORMANCE_STATE_CANCELLED);
    assertThat(shows.read(buyer, cancelled.getPerformanceId())).isEqualTo(cancelled);
  }

  @Test
  void letsNothingBeReservedThatWasHeldBeforeItWasCancelled() {
    var performance = shows.create(PERFORMANCE_STATE_OPEN);
    var person = users.person("buyer");
    var hold = inventory.hold(person.accessToken(), performance, 0).getHeld();

    move(shows.performances(), performance.getPerformanceId(), "CANCELLED", newId(), "");

    var answer =
        inventory
            .reservations(users.clientToken())
            .reserveSeats(
                ReserveSeatsRequest.newBuilder()
                    .setRequestId(newId())
                    .setOrderId(newId())
                    .setHoldName(hold.getName())
                    .setBuyerId(person.accountId().toString())
                    .setPaymentExpireTime(WireTypes.timestamp(Instant.now().plusSeconds(60)))
                    .build());
    assertThat(answer.hasHoldEnded()).isTrue();
    assertThat(
            truth.rows(
                "select count(*) from inventory.performance_seat where performance_id = ?",
                UUID.fromString(performance.getPerformanceId())))
        .containsExactly("0");
  }

  private Performance in(String state) {
    var performance =
        shows.create(
            state.equals("DRAFT") || state.equals("PUBLISHED")
                ? PerformanceState.valueOf("PERFORMANCE_STATE_" + state)
                : PERFORMANCE_STATE_OPEN);
    if (state.equals("PAUSED") || state.equals("CANCELLED")) {
      var moved = move(shows.performances(), performance.getPerformanceId(), state, newId(), "");
      return moved.performance();
    }
    return performance;
  }

  private record Moved(Performance performance, PerformanceStateConflict conflict) {}

  private static Moved move(
      PerformanceServiceBlockingStub as, String id, String to, String request, String etag) {
    return switch (to) {
      case "PUBLISHED" -> {
        var moved =
            as.publishPerformance(publishing(id).setRequestId(request).setEtag(etag).build());
        yield new Moved(moved.getPerformance(), moved.getStateConflict());
      }
      case "OPEN" -> {
        var moved = as.openPerformance(opening(id).setRequestId(request).setEtag(etag).build());
        yield new Moved(moved.getPerformance(), moved.getStateConflict());
      }
      case "PAUSED" -> {
        var moved = as.pausePerformance(pausing(id).setRequestId(request).setEtag(etag).build());
        yield new Moved(moved.getPerformance(), moved.getStateConflict());
      }
      default -> {
        var moved =
            as.cancelPerformance(cancelling(id).setRequestId(request).setEtag(etag).build());
        yield new Moved(moved.getPerformance(), moved.getStateConflict());
      }
    };
  }

  private static Moved done(Performance performance) {
    return new Moved(performance, PerformanceStateConflict.getDefaultInstance());
  }

  private void publish(String id) {
    assertThat(move(shows.performances(), id, "PUBLISHED", newId(), "").performance().getState())
        .isEqualTo(PERFORMANCE_STATE_PUBLISHED);
  }

  private static UpdatePerformanceRequest.Builder update(Performance performance, String... mask) {
    return UpdatePerformanceRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId())
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
  }

  private void availability(String as, String id) {
    var _ =
        inventory
            .performances(as)
            .getAvailability(GetAvailabilityRequest.newBuilder().setPerformanceId(id).build());
  }

  private List<String> audit(Performance performance) {
    return truth.rows(
        "select action from inventory.audit_entry where subject = ? order by number",
        performance.getPerformanceId());
  }
}
