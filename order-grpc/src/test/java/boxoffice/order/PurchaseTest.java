package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.Ticket;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class PurchaseTest {
  private final Shop shop = new Shop("--boxoffice.order.provider.breaker-open=1s");
  private final RunningUserGrpc user = shop.user;
  private final SmallHouse house = shop.house;
  private final PaymentProvider provider = shop.provider;

  @BeforeAll
  void warmUp() {
    var buyer = user.person("buyer");
    assertThat(by(buyer).place(house.hold(buyer, 1), Buying.VISA).hasOrder()).isTrue();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void sellsWhatAHoldHas() throws Exception {
    var buyer = user.buyer();
    user.inbox().clear();
    var hold = house.hold(buyer, 2);

    var bought = by(buyer).place(hold, Buying.VISA).getOrder();

    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(bought.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_PAID);
    assertThat(bought.getFulfilment()).isEqualTo(Fulfilment.FULFILMENT_ISSUED);
    assertThat(bought.getTotal().getAmountMinor()).isEqualTo(2L * SmallHouse.PRICE_MINOR);
    assertThat(by(buyer).order(bought.getOrderId())).isEqualTo(bought);
    assertThat(by(buyer).tickets(bought))
        .hasSize(2)
        .allSatisfy(ticket -> assertThat(ticket.getCode()).hasSize(130))
        .extracting(Ticket::getSeatId)
        .containsExactlyElementsOf(hold.getSeatsList().stream().map(s -> s.getSeatId()).toList());
    Eventually.is("booked", () -> booked(bought.getOrderId(), 2));
    assertThat(charges(bought)).isEqualTo(1);
    assertThat(Audit.transitions(bought.getOrderId()))
        .containsExactly(">PENDING", "PENDING>CONFIRMED");
    assertThat(Audit.payments(bought.getOrderId()))
        .containsExactly("PAID " + 2 * SmallHouse.PRICE_MINOR);
    var mail = user.inbox().awaitMessageTo(buyer.email(), Duration.ofSeconds(60));
    assertThat(mail.text()).contains(bought.getOrderId(), "85.00 EUR");
    assertThat(mail.html()).contains("Test &lt;b&gt;Person&lt;/b&gt;");
  }

  @Test
  void sellsSeatsOfTwoPerformancesAndProductsS2() throws Exception {
    var buyer = user.buyer();
    user.inbox().clear();
    var sku = house.newProduct(3);
    var second = house.newPerformance();
    var best = BestAvailable.newBuilder().setCategory("Stalls");
    var hold =
        house.hold(
            buyer,
            PlaceHoldRequest.newBuilder()
                .addAllSeats(house.next(2))
                .addAlso(
                    PerformanceChoice.newBuilder()
                        .setPerformanceId(second)
                        .addBest(best.setCount(1)))
                .addProducts(ProductChoice.newBuilder().setSku(sku).setQuantity(2)));

    var bought = by(buyer).place(hold, Buying.VISA).getOrder();

    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(bought.getTotal().getAmountMinor()).isEqualTo(3L * SmallHouse.PRICE_MINOR + 1600);
    assertThat(Audit.payments(bought.getOrderId()))
        .containsExactly("PAID " + (3 * SmallHouse.PRICE_MINOR + 1600));
    assertThat(bought.getItemsList())
        .extracting(item -> item.getKind() + " " + item.getSku() + " " + item.getQuantity())
        .containsExactly(
            "ORDER_ITEM_KIND_SEAT  1",
            "ORDER_ITEM_KIND_SEAT  1",
            "ORDER_ITEM_KIND_SEAT  1",
            "ORDER_ITEM_KIND_PRODUCT " + sku + " 2");
    assertThat(by(buyer).order(bought.getOrderId())).isEqualTo(bought);
    assertThat(by(buyer).tickets(bought))
        .extracting(Ticket::getPerformanceId)
        .containsExactly(house.performanceId(), house.performanceId(), second);
    Eventually.is("booked", () -> booked(bought.getOrderId(), 3));
    var mail = user.inbox().awaitMessageTo(buyer.email(), Duration.ofSeconds(60));
    assertThat(mail.text()).contains("2 x Programme: 16.00 EUR", "143.50 EUR");
  }

  @Test
  void keepsTheSeatsAfterADeclineForAnotherCard() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 2);
    var request = UUID.randomUUID();

    var declined = by(buyer).place(request, hold, Buying.DECLINED).getPaymentDeclined();
    assertThat(declined.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(declined.getAttemptsLeft()).isEqualTo(4);
    assertThat(declined.getDeclineCode()).isNotEmpty();
    assertThat(Audit.seatStates(declined.getOrder().getOrderId()))
        .containsExactly("RESERVED", "RESERVED");
    assertThat(by(buyer).place(request, hold, Buying.DECLINED).getPaymentDeclined())
        .isEqualTo(declined);

    var payment = UUID.randomUUID();
    var paid = by(buyer).pay(payment, declined.getOrder(), Buying.VISA).getOrder();
    assertThat(paid.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(by(buyer).pay(payment, declined.getOrder(), Buying.VISA).getOrder()).isEqualTo(paid);
    refuses(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> by(buyer).pay(payment, paid, "pm_card_mastercard"));
    assertThat(by(buyer).pay(UUID.randomUUID(), paid, Buying.VISA).hasOrderStateConflict())
        .isTrue();
    assertThat(by(buyer).tickets(paid)).hasSize(2);
    assertThat(charges(paid)).isEqualTo(1);
    assertThat(Audit.payments(paid.getOrderId()))
        .containsExactly("DECLINED 0", "PAID " + 2 * SmallHouse.PRICE_MINOR);
  }

  @Test
  void endsWithTheFifthDeclineM6() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var request = UUID.randomUUID();
    var first = by(buyer).place(request, hold, Buying.DECLINED).getPaymentDeclined();
    for (var left = 3; left >= 0; left--) {
      var again = by(buyer).pay(UUID.randomUUID(), first.getOrder(), Buying.DECLINED);
      assertThat(again.getPaymentDeclined().getAttemptsLeft()).isEqualTo(left);
    }

    var sixth = by(buyer).pay(UUID.randomUUID(), first.getOrder(), Buying.VISA);

    assertThat(sixth.getOrderStateConflict().getAttemptsLeft()).isZero();
    assertThat(charges(first.getOrder())).isZero();
    Eventually.is("free", () -> Audit.seatStates(first.getOrder().getOrderId()).isEmpty());
    var repeated = by(buyer).place(request, hold, Buying.DECLINED).getPaymentDeclined();
    assertThat(repeated.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_EXPIRED);
  }

  @Test
  void goesOnWhenTheProviderIsBack() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var request = UUID.randomUUID();
    provider.stop();

    refuses(
        ErrorReason.PAYMENT_UNAVAILABLE, () -> shop.once(buyer).place(request, hold, Buying.VISA));
    provider.start();

    // no money moves because somebody looks
    var refused =
        by(buyer).orders().listOrders(ListOrdersRequest.getDefaultInstance()).getOrders(0);
    assertThat(by(buyer).order(refused.getOrderId()).getState())
        .isEqualTo(OrderState.ORDER_STATE_PENDING);
    by(buyer).place(house.hold(buyer, 1), Buying.VISA);
    assertThat(charges(refused)).isZero();

    var bought = by(buyer).place(request, hold, Buying.VISA).getOrder();
    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(charges(bought)).isEqualTo(1);
  }

  @Test
  void makesOneOrderOfManyEqualRequests() throws Exception {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 2);
    var request = UUID.randomUUID();
    List<Future<Order>> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          IntStream.range(0, 50)
              .mapToObj(
                  _ -> threads.submit(() -> by(buyer).place(request, hold, Buying.VISA).getOrder()))
              .toList();
    }

    var orders = new HashSet<Order>();
    for (var answer : answers) {
      orders.add(answer.get());
    }
    assertThat(orders)
        .singleElement()
        .satisfies(bought -> {
          assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
          assertThat(charges(bought)).isEqualTo(1);
          assertThat(by(buyer).tickets(bought)).hasSize(2);
        });
  }

  @Test
  void doesNotTellSomebodyElsesOrderFromNone() {
    var buyer = user.person("buyer");
    var stranger = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var bought = by(buyer).place(hold, Buying.VISA).getOrder();
    var unknown = bought.toBuilder().setOrderId(UUID.randomUUID().toString()).build();
    var unknownHold =
        hold.toBuilder()
            .setName("performances/" + house.performanceId() + "/holds/" + UUID.randomUUID())
            .build();

    sameNotFound(
        () -> by(stranger).order(bought.getOrderId()),
        () -> by(stranger).order(unknown.getOrderId()));
    sameNotFound(() -> by(stranger).tickets(bought), () -> by(stranger).tickets(unknown));
    sameNotFound(
        () -> by(stranger).pay(UUID.randomUUID(), bought, Buying.VISA),
        () -> by(stranger).pay(UUID.randomUUID(), unknown, Buying.VISA));
    sameNotFound(
        () -> by(stranger).place(hold, Buying.VISA),
        () -> by(stranger).place(unknownHold, Buying.VISA));
  }

  @Test
  void refusesAHoldThatHasEnded() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    house.release(buyer, hold);

    assertThat(by(buyer).place(hold, Buying.VISA).hasHoldExpired()).isTrue();
  }

  @Test
  void refusesASecondOrderWithTheSameHold() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var first = by(buyer).place(hold, Buying.VISA).getOrder();

    assertThat(by(buyer).place(hold, Buying.VISA).getOrderStateConflict().getOrder())
        .isEqualTo(first);
    assertThat(charges(first)).isEqualTo(1);
  }

  @Test
  void refusesTheSameRequestWithAnotherBody() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var request = UUID.randomUUID();
    by(buyer).place(request, hold, Buying.VISA);

    refuses(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> by(buyer).place(request, hold, "pm_card_mastercard"));
  }

  @Test
  void findsTheOrderOfAKeyThatIsUsedDaysLaterZ23() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var request = UUID.randomUUID();
    var bought = by(buyer).place(request, hold, Buying.VISA).getOrder();
    Eventually.is("booked", () -> booked(bought.getOrderId(), 1));
    Audit.change(
        "update orders.\"order\" set created_at = created_at - interval '9 days',"
            + " updated_at = updated_at - interval '9 days',"
            + " payment_expires_at = payment_expires_at - interval '9 days'"
            + " where order_id = ?::uuid",
        bought.getOrderId());

    var again = by(buyer).place(request, hold, Buying.VISA).getOrder();

    assertThat(again.getOrderId()).isEqualTo(bought.getOrderId());
    assertThat(again.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(charges(bought)).isEqualTo(1);
    assertThat(by(buyer).tickets(bought)).hasSize(1);
  }

  @Test
  void paysNothingForWhatCostsNothing() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, house.freeOfCharge().subList(0, 2));

    var bought = by(buyer).place(hold, Buying.VISA).getOrder();

    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(bought.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_NONE);
    assertThat(by(buyer).tickets(bought)).hasSize(2);
    assertThat(Audit.payments(bought.getOrderId())).isEmpty();
  }

  @Test
  void listsABuyersOrdersNewestFirst() {
    var buyer = user.person("buyer");
    var ids =
        IntStream.range(0, 3)
            .mapToObj(_ -> by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder())
            .map(Order::getOrderId)
            .toList();

    var first =
        by(buyer).orders().listOrders(ListOrdersRequest.newBuilder().setPageSize(2).build());
    var second =
        by(buyer)
            .orders()
            .listOrders(
                ListOrdersRequest.newBuilder()
                    .setPageSize(2)
                    .setPageToken(first.getNextPageToken())
                    .build());

    assertThat(first.getOrdersList())
        .extracting(Order::getOrderId)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(second.getOrdersList()).extracting(Order::getOrderId).containsExactly(ids.get(0));
    assertThat(second.getNextPageToken()).isEmpty();
  }

  private Buying by(Person buyer) {
    return shop.by(buyer);
  }

  private static boolean booked(String orderId, int seats) {
    return Audit.seatStates(orderId).stream().filter("BOOKED"::equals).count() == seats;
  }

  private long charges(Order bought) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == LedgerEntry.Type.CHARGE)
        .filter(entry -> bought.getOrderId().equals(entry.order()))
        .count();
  }

  private static void refuses(ErrorReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(ErrorStatus.reason(failure)).contains(reason));
  }

  private static void sameNotFound(ThrowingCallable foreign, ThrowingCallable unknown) {
    assertThat(notFound(foreign)).isEqualTo(notFound(unknown));
  }

  private static String notFound(ThrowingCallable call) {
    var failure = assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call).actual();
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    return failure.getStatus().getDescription() + ErrorStatus.info(failure);
  }
}
