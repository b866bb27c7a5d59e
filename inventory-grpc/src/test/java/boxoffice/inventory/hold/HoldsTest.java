package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.v1.ExtendHoldRequest;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.PlaceHoldResponse.OutcomeCase;
import boxoffice.inventory.v1.PurchaseLimitKind;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.ReleaseHoldResponse;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Holds over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldsTest {
  private RunningInventoryGrpc inventory;
  private String ada;
  private String bob;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    ada = users.person("buyer").accessToken();
    bob = users.person("buyer").accessToken();
  }

  @Test
  void holdsNamedSeatsAtTheQuotedPrice() {
    var performance = inventory.performance(10);

    var hold = inventory.hold(ada, performance, 3, 2).getHeld();

    assertThat(hold.getState()).isEqualTo(HoldState.HOLD_STATE_ACTIVE);
    assertThat(hold.getSeatsList()).extracting(seat -> seat.getNumber()).containsExactly("3", "4");
    assertThat(hold.getTotal().getAmountMinor()).isEqualTo(5000);
    assertThat(hold.getTotal().getCurrency()).isEqualTo("EUR");
    assertThat(hold.hasExpireTime()).isTrue();
    assertThat(taken(performance)).containsExactly(2, 3);
  }

  @Test
  void namesTheSeatsThatSomebodyElseHas() {
    var performance = inventory.performance(10);
    inventory.hold(ada, performance, 2, 3);

    var refused = inventory.hold(bob, performance, 3, 4).getSeatsUnavailable();

    assertThat(refused.getSeatsList())
        .singleElement()
        .satisfies(
            seat -> assertThat(seat.getSeatId()).isEqualTo(inventory.seatIds(performance).get(3)));
    assertThat(taken(performance)).containsExactly(2, 3);
  }

  @Test
  void keepsTheLimitsOfAHoldAndOfABuyer() {
    var performance = inventory.performance(10, 3, 4);

    var tooMany = inventory.hold(ada, performance, 0, 1, 2, 3).getPurchaseLimit();
    inventory.hold(ada, performance, 0, 1, 2);
    var overAll = inventory.hold(ada, performance, 3, 4).getPurchaseLimit();

    assertThat(tooMany.getKind()).isEqualTo(PurchaseLimitKind.PURCHASE_LIMIT_KIND_HOLD);
    assertThat(tooMany.getLimit()).isEqualTo(3);
    assertThat(overAll.getKind()).isEqualTo(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER);
    assertThat(overAll.getOwned()).isEqualTo(3);
  }

  @Test
  void showsAndReleasesAHoldToItsBuyerAlone() {
    var performance = inventory.performance(10);
    var name = inventory.hold(ada, performance, 2).getHeld().getName();
    var unknown = "performances/" + performance.getPerformanceId() + "/holds/" + UUID.randomUUID();

    var foreign = refusal(() -> get(bob, name));
    var missing = refusal(() -> get(bob, unknown));
    assertThat(foreign.getStatus().getDescription())
        .isEqualTo(missing.getStatus().getDescription());
    assertThat(reason(foreign)).isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(refusal(() -> release(bob, name)))).isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(taken(performance)).containsExactly(2);

    assertThat(release(ada, name).hasReleased()).isTrue();
    assertThat(release(ada, name).hasReleased()).isTrue();
    assertThat(taken(performance)).isEmpty();
    assertThat(get(ada, name)).isEqualTo(HoldState.HOLD_STATE_ENDED);
  }

  @Test
  void knowsNoHoldOfAPerformanceThatIsNotThere() {
    var name = "performances/" + UUID.randomUUID() + "/holds/" + UUID.randomUUID();

    assertThat(reason(refusal(() -> get(bob, name)))).isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(refusal(() -> release(bob, name)))).isEqualTo(ErrorReason.NOT_FOUND);
    var extend = ExtendHoldRequest.newBuilder().setRequestId(UUID.randomUUID().toString());
    assertThat(reason(refusal(() -> inventory.holds(bob).extendHold(extend.setName(name).build()))))
        .isEqualTo(ErrorReason.NOT_FOUND);
  }

  @Test
  void refusesWhatIsNotARequest() {
    var performance = inventory.performance(10);
    var good = inventory.holdRequest(UUID.randomUUID(), performance, 2);
    var bad =
        List.of(
            good.toBuilder().setRequestId("x").build(),
            good.toBuilder().setPerformanceId("").build(),
            good.toBuilder().clearSeats().build(),
            good.toBuilder().addSeats(good.getSeats(0)).build(),
            good.toBuilder()
                .addSeats(
                    SeatChoice.newBuilder()
                        .setSeatId(good.getSeats(0).getSeatId().toUpperCase(Locale.ROOT)))
                .build(),
            good.toBuilder()
                .setSeats(0, good.getSeats(0).toBuilder().setSeatId(UUID.randomUUID().toString()))
                .build(),
            good.toBuilder()
                .setSeats(0, good.getSeats(0).toBuilder().setSeatId("'; DROP TABLE"))
                .build());

    for (var request : bad) {
      assertThat(reason(refusal(() -> inventory.holds(ada).placeHold(request))))
          .isEqualTo(ErrorReason.VALIDATION_FAILED);
    }
    var elsewhere = good.toBuilder().setPerformanceId(UUID.randomUUID().toString()).build();
    assertThat(reason(refusal(() -> inventory.holds(ada).placeHold(elsewhere))))
        .isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(taken(performance)).isEmpty();
  }

  @Test
  void makesOneHoldOfFiftyEqualRequests() throws InterruptedException, ExecutionException {
    var performance = inventory.performance(10);
    var request = inventory.holdRequest(UUID.randomUUID(), performance, 2, 3);

    var answers =
        Together.all(
            IntStream.range(0, 50)
                .<Callable<PlaceHoldResponse>>mapToObj(
                    i -> () -> inventory.holds(ada).placeHold(request))
                .toList());

    assertThat(answers).allMatch(PlaceHoldResponse::hasHeld);
    assertThat(answers.stream().map(PlaceHoldResponse::getHeld).distinct()).hasSize(1);
    assertThat(taken(performance)).containsExactly(2, 3);
    var other = request.toBuilder().removeSeats(0).build();
    assertThat(reason(refusal(() -> inventory.holds(ada).placeHold(other))))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void givesEachSeatOneWinnerAmong200ThreadsOnOverlappingPairs()
      throws InterruptedException, ExecutionException {
    var performance = inventory.performance(40, 10, 1000);
    var ids = inventory.seatIds(performance);
    var attempts = new ArrayList<Callable<PlaceHoldResponse>>();
    for (int i = 0; i < 200; i++) {
      var request = inventory.holdRequest(UUID.randomUUID(), performance, i % 40, (i + 1) % 40);
      var buyer = i % 2 == 0 ? ada : bob;
      attempts.add(() -> inventory.holds(buyer).placeHold(request));
    }

    var answers = Together.all(attempts);

    var won =
        answers.stream()
            .filter(PlaceHoldResponse::hasHeld)
            .flatMap(answer -> answer.getHeld().getSeatsList().stream())
            .map(seat -> seat.getSeatId())
            .toList();
    assertThat(won).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(26);
    assertThat(taken(performance).stream().map(ids::get).toList())
        .containsExactlyInAnyOrderElementsOf(won);
    assertThat(answers)
        .extracting(PlaceHoldResponse::getOutcomeCase)
        .containsOnly(OutcomeCase.HELD, OutcomeCase.SEATS_UNAVAILABLE);
  }

  private HoldState get(String token, String name) {
    return inventory
        .holds(token)
        .getHold(GetHoldRequest.newBuilder().setName(name).build())
        .getHold()
        .getState();
  }

  private ReleaseHoldResponse release(String token, String name) {
    return inventory
        .holds(token)
        .releaseHold(
            ReleaseHoldRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setName(name)
                .build());
  }

  private List<Integer> taken(Performance performance) {
    var availability =
        inventory
            .performances(ada)
            .getAvailability(
                GetAvailabilityRequest.newBuilder()
                    .setPerformanceId(performance.getPerformanceId())
                    .build())
            .getAvailability();
    var bits = BitSet.valueOf(availability.getTaken().toByteArray());
    assertThat(availability.getFreeCount())
        .isEqualTo(availability.getSeatCount() - bits.cardinality());
    return bits.stream().boxed().toList();
  }

  private static StatusRuntimeException refusal(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }

  private static ErrorReason reason(StatusRuntimeException refusal) {
    return ErrorStatus.reason(refusal).orElseThrow();
  }
}
