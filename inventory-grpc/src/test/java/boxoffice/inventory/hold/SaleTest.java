package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireTypes;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Performances that change while they sell, as their pools come to know it.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaleTest {
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private Person ada;
  private Person bob;
  private String orders;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    truth = new Truth();
    ada = users.person("buyer");
    bob = users.person("buyer");
    orders = users.clientToken();
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void sellsNothingWhilePausedAndKeepsWhatIsHeld() {
    var performance = inventory.performance(10);
    var hold = inventory.hold(ada.accessToken(), performance, 2).getHeld().getName();

    change(performance, "state = 'PAUSED'");

    var refused = inventory.hold(bob.accessToken(), performance, 3);
    assertThat(refused.getSaleNotOpen().getClosed()).isTrue();
    assertThat(WireTypes.instant(refused.getSaleNotOpen().getOnSaleTime()))
        .isEqualTo(WireTypes.instant(performance.getOnSaleTime()).truncatedTo(ChronoUnit.MILLIS));
    assertThat(reserve(hold, ada).hasReserved()).isTrue();

    change(performance, "state = 'OPEN'");
    assertThat(inventory.hold(bob.accessToken(), performance, 3).hasHeld()).isTrue();
    assertThat(inventory.hold(bob.accessToken(), performance, 2).hasSeatsUnavailable()).isTrue();
  }

  @Test
  void saysWhenItSellsNextWhereOnlyTheTimeIsWrong() {
    var performance = inventory.performance(10);

    change(performance, "on_sale_at = now() + interval '1 hour'");

    var refused = inventory.hold(ada.accessToken(), performance, 2).getSaleNotOpen();
    assertThat(refused.getClosed()).isFalse();
    assertThat(WireTypes.instant(refused.getOnSaleTime()))
        .isAfter(WireTypes.instant(performance.getOnSaleTime()));
  }

  @Test
  void takesOverNewLimits() {
    var performance = inventory.performance(10);

    change(performance, "seats_per_buyer = 1");

    assertThat(inventory.hold(ada.accessToken(), performance, 2, 3).getPurchaseLimit().getLimit())
        .isEqualTo(1);
  }

  @Test
  void knowsNoDraft() {
    var performance = inventory.performance(10);
    var hold = inventory.holdRequest(UUID.randomUUID(), performance, 2);

    change(performance, "state = 'DRAFT'");

    assertThat(reason(() -> inventory.holds(ada.accessToken()).placeHold(hold)))
        .isEqualTo(ErrorReason.NOT_FOUND);
  }

  @Test
  void keepsThePoolOfACancelledPerformanceAndBuildsNoneForADraft() {
    var draft = inventory.performance(10);
    var cancelled = inventory.performance(10);
    change(draft, "state = 'DRAFT'");
    truth.execute(
        "delete from inventory.pool where performance_id = '" + draft.getPerformanceId() + "'");
    change(cancelled, "state = 'CANCELLED'");
    var epoch = epoch(cancelled);
    truth.execute(
        "update inventory.pool set epoch = epoch + 1 where performance_id = '"
            + cancelled.getPerformanceId()
            + "'");

    inventory.context().getBean(OpenPools.class).openAll();

    assertThat(truth.rows("select epoch from inventory.pool where performance_id = ?", id(draft)))
        .isEmpty();
    assertThat(epoch(cancelled)).isGreaterThan(epoch + 1);
    assertThat(inventory.hold(ada.accessToken(), cancelled, 2).getSaleNotOpen().getClosed())
        .isTrue();
  }

  @Test
  void claimsNoSeatOfTheSeatMapThatAPerformanceWasMovedFrom() {
    var performance = inventory.performance(10);
    var wide = inventory.performance(20);
    // this process knows the old hall, and nothing of the move
    var _ =
        inventory
            .performances(ada.accessToken())
            .getPerformance(
                GetPerformanceRequest.newBuilder()
                    .setPerformanceId(performance.getPerformanceId())
                    .build());
    truth.execute(
        "update inventory.performance set revision = revision + 1, seat_map_id = '%s'"
                .formatted(wide.getSeatMapId())
            + " where performance_id = '%1$s'; update inventory.pool set epoch = epoch + 1"
                .formatted(performance.getPerformanceId())
            + " where performance_id = '%s'".formatted(performance.getPerformanceId()));
    inventory.context().getBean(OpenPools.class).openAll();
    var request = inventory.holdRequest(UUID.randomUUID(), wide, 15).toBuilder();

    Eventually.is(
        "the seats of the new hall are sold",
        () -> {
          request.setPerformanceId(performance.getPerformanceId());
          request.setRequestId(UUID.randomUUID().toString());
          try {
            return inventory.holds(ada.accessToken()).placeHold(request.build()).hasHeld();
          } catch (StatusRuntimeException e) {
            // the old hall has no such seat, or the pool is of the new one
            assertThat(ErrorStatus.reason(e).orElseThrow())
                .isIn(ErrorReason.VALIDATION_FAILED, ErrorReason.INVENTORY_UNAVAILABLE);
            return false;
          }
        });
    assertThat(
            truth.rows(
                "select seat_map_id from inventory.performance where performance_id = ?",
                id(performance)))
        .containsExactly(wide.getSeatMapId());
  }

  @Test
  void countsWhatIsFree() {
    var performance = inventory.performance(10);
    inventory.hold(ada.accessToken(), performance, 2, 3);
    inventory.context().getBean(OpenPools.class).openAll();

    assertThat(free(performance)).isEqualTo("8");
  }

  private String free(Performance performance) {
    return truth
        .rows(
            "select free_count from inventory.performance_count where performance_id = ?",
            id(performance))
        .getFirst();
  }

  /// As an organiser's change does it, and the next look at the pools.
  private void change(Performance performance, String what) {
    truth.execute(
        "update inventory.performance set revision = revision + 1, %s where performance_id = '%s'"
            .formatted(what, performance.getPerformanceId()));
    inventory.context().getBean(Performances.class).forget(id(performance));
    inventory.context().getBean(OpenPools.class).openAll();
  }

  private int epoch(Performance performance) {
    return Integer.parseInt(
        truth
            .rows("select epoch from inventory.pool where performance_id = ?", id(performance))
            .getFirst());
  }

  private ReserveSeatsResponse reserve(String hold, Person buyer) {
    return inventory
        .reservations(orders)
        .reserveSeats(
            RunningInventoryGrpc.reserveRequest(
                UUID.randomUUID(), hold, buyer, Duration.ofMinutes(15)));
  }

  private static UUID id(Performance performance) {
    return UUID.fromString(performance.getPerformanceId());
  }

  private static ErrorReason reason(Runnable call) {
    return ErrorStatus.reason(catchThrowableOfType(StatusRuntimeException.class, call::run))
        .orElseThrow();
  }
}
