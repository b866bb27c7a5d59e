package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Orders whose payment is not made in time, or by somebody who takes theirs.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class UnpaidPurchaseTest {

  private final BrokenShop shop = new BrokenShop();

  @AfterEach
  void heal() {
    shop.heal();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void freesTheSeatsOfAnOrderThatIsNotPaidInTime() {
    try (var order = shop.start("--boxoffice.order.payment-time=8s")) {
      var buyer = shop.user.person("buyer");
      var hold = shop.house.hold(buyer, 2);

      var declined =
          BrokenShop.by(buyer, order).place(hold, Buying.DECLINED).getPaymentDeclined().getOrder();
      Eventually.is("expired", () -> BrokenShop.state(buyer, order, declined).equals("EXPIRED"));
      Eventually.is("free", () -> Audit.seatStates(declined.getOrderId()).isEmpty());

      assertThat(Audit.transitions(declined.getOrderId()))
          .containsExactly(">PENDING", "PENDING>EXPIRED");
      var other = shop.user.person("buyer");
      var seats = hold.getSeatsList().stream().map(seat -> seat.getSeatId()).toList();
      var again =
          BrokenShop.by(other, order).place(shop.house.hold(other, seats), Buying.VISA).getOrder();
      assertThat(again.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(BrokenShop.by(buyer, order).pay(UUID.randomUUID(), declined, Buying.VISA))
          .satisfies(answer -> assertThat(answer.hasOrderStateConflict()).isTrue());
      assertThat(shop.count(LedgerEntry.Type.CHARGE, declined.getOrderId())).isZero();
    }
  }

  @Test
  void cancelsAPaymentThatItsOwnerNeverConfirmed() {
    try (var order = shop.start("--boxoffice.order.payment-time=8s")) {
      var buyer = shop.user.person("buyer");
      var request = UUID.randomUUID();
      var hold = shop.house.hold(buyer, 1);

      var waiting =
          BrokenShop.by(buyer, order).place(request, hold, Buying.ASKS_ITS_OWNER).getOrder();
      assertThat(waiting.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
      Eventually.is("expired", () -> BrokenShop.state(buyer, order, waiting).equals("EXPIRED"));
      var again = BrokenShop.by(buyer, order).place(request, hold, Buying.ASKS_ITS_OWNER);
      assertThat(again.getOrderStateConflict().getOrder().getState())
          .isEqualTo(OrderState.ORDER_STATE_EXPIRED);

      assertThat(shop.count(LedgerEntry.Type.CANCEL, waiting.getOrderId())).isEqualTo(1);
      assertThat(Audit.payments(waiting.getOrderId())).containsExactly("CANCELLED 0");
    }
  }

  @Test
  void goesOnWhenTheOwnerHasConfirmed() {
    try (var order = shop.start()) {
      var buyer = shop.user.person("buyer");
      var waiting =
          BrokenShop.by(buyer, order)
              .place(shop.house.hold(buyer, 1), Buying.ASKS_ITS_OWNER)
              .getOrder();
      assertThat(waiting.getPaymentAction().getRedirectUrl()).contains("/authenticate/");

      shop.provider.operator().pay(shop.intent(waiting));

      Eventually.is("confirmed", () -> BrokenShop.state(buyer, order, waiting).equals("CONFIRMED"));
      assertThat(BrokenShop.by(buyer, order).order(waiting.getOrderId()).hasPaymentAction())
          .isFalse();
      assertThat(BrokenShop.by(buyer, order).tickets(waiting)).hasSize(1);
    }
  }

  /// While every try to create its payment fails, the last one must not be put off beyond its end.
  @Test
  void isTriedAgainWhenItsTimeToPayEndsAtTheLatestL2() {
    try (var order = shop.start("--boxoffice.order.payment-time=8s")) {
      var buyer = shop.user.person("buyer");
      var request = UUID.randomUUID();
      shop.provider.faults().add(Fault.of(Operation.CREATE, Effect.DROP_BEFORE).always());

      var hold = shop.house.hold(buyer, 1);
      var patient = BrokenShop.by(buyer, order).within(Duration.ofSeconds(2));
      var placed = Buying.answered(() -> patient.place(request, hold, Buying.VISA)).getOrder();
      var late = new HashSet<String>();
      Eventually.is(
          "over",
          () -> {
            late.addAll(dueAfterItsEnd(placed));
            return BrokenShop.state(buyer, order, placed).equals("EXPIRED");
          });

      assertThat(late).isEmpty();
      assertThat(shop.count(LedgerEntry.Type.CREATE, placed.getOrderId())).isZero();
    }
  }

  private static List<String> dueAfterItsEnd(Order of) {
    return Audit.askAs(
        "order_grpc",
        MigratedPostgres.orderGrpcPassword(),
        "select w.due_at from orders.work w join orders.\"order\" o using (order_id)"
            + " where o.order_id = ?::uuid and o.state = 'PENDING' and w.lease_id is null"
            + " and w.due_at > o.payment_expires_at",
        of.getOrderId());
  }
}
