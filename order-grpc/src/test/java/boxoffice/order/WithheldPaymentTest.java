package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whoever was told that nothing was sent decides alone whether it is (M5, S20).
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class WithheldPaymentTest {
  private final Shop shop = new Shop("--boxoffice.order.provider.breaker-open=1s");
  private final Telling telling = new Telling(shop.provider, shop.order.channel());
  private final Person buyer = shop.user.person("buyer");

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void sendsNothingBecauseOfALateEventS20() {
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 1);
    var order =
        shop.by(buyer).place(request, hold, Buying.DECLINED).getPaymentDeclined().getOrder();
    Eventually.is("cancelled", () -> shop.count(order, LedgerEntry.Type.CANCEL) == 1);
    var payment = UUID.randomUUID();
    shop.provider.stop();
    refuses(() -> shop.once(buyer).pay(payment, order, Buying.VISA));
    shop.provider.start();

    var _ = telling.deliver(telling.eventOf(order.getOrderId(), "payment_intent.payment_failed"));

    Eventually.is("looked at", () -> isLeftAlone(order));
    assertThat(shop.by(buyer).order(order.getOrderId()).getState())
        .isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(shop.by(buyer).place(request, hold, Buying.DECLINED).hasPaymentDeclined()).isTrue();
    assertThat(shop.charged(order)).isZero();
    assertThat(onceAccepted(() -> shop.by(buyer).pay(payment, order, Buying.VISA).getOrder()))
        .returns(OrderState.ORDER_STATE_CONFIRMED, Order::getState);
    assertThat(shop.charged(order)).isEqualTo(SmallHouse.PRICE_MINOR);
  }

  @Test
  void saysSoAgainWhileTheProviderIsAway() {
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 1);
    shop.provider.stop();
    refuses(() -> shop.once(buyer).place(request, hold, Buying.VISA));
    refuses(() -> shop.once(buyer).place(request, hold, Buying.VISA));
    shop.provider.start();

    var bought = onceAccepted(() -> shop.by(buyer).place(request, hold, Buying.VISA).getOrder());

    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(shop.charged(bought)).isEqualTo(SmallHouse.PRICE_MINOR);
  }

  @Test
  void cancelsWhatIsWithheld() {
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 1);
    shop.provider.stop();
    refuses(() -> shop.once(buyer).place(request, hold, Buying.VISA));
    shop.provider.start();
    var order =
        shop.by(buyer).orders().listOrders(ListOrdersRequest.getDefaultInstance()).getOrders(0);

    assertThat(shop.by(buyer).cancel(order).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(shop.charged(order)).isZero();
  }

  /// The circuit breaker may still be open.
  private static Order onceAccepted(Supplier<Order> call) {
    return Eventually.got(
        "accepted",
        () -> {
          try {
            return Optional.of(call.get());
          } catch (StatusRuntimeException e) {
            assertThat(ErrorStatus.reason(e)).contains(ErrorReason.PAYMENT_UNAVAILABLE);
            return Optional.empty();
          }
        });
  }

  /// Somebody was woken, has looked, and put it off again.
  private static boolean isLeftAlone(Order order) {
    return !Audit.askAs(
            "order_grpc",
            MigratedPostgres.orderGrpcPassword(),
            "select 1 from orders.work where order_id = ?::uuid and wakes > 1"
                + " and lease_id is null and due_at > now() + interval '1 minute'",
            order.getOrderId())
        .isEmpty();
  }

  private static void refuses(ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(call)
        .satisfies(failure ->
            assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.PAYMENT_UNAVAILABLE));
  }
}
