package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.order.v1.CancelItemsRequest;
import boxoffice.order.v1.CancelItemsResponse;
import boxoffice.order.v1.CancelSaleRequest;
import boxoffice.order.v1.CancelSaleResponse;
import boxoffice.order.v1.CancellationRefusedReason;
import boxoffice.order.v1.CollectOrderRequest;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.GetReceiptRequest;
import boxoffice.order.v1.NotCollectableReason;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderItem;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.Receipt;
import boxoffice.order.v1.ReceiptServiceGrpc;
import boxoffice.order.v1.SaleServiceGrpc;
import boxoffice.order.v1.Ticket;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Single items that buyers cancel, and whatever organisers do.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class CancelledItemsTest {
  private static final long FEE = 250;
  private static final long PRICE = SmallHouse.PRICE_MINOR;
  private static final long PROGRAMME = 800;

  private final Shop shop = new Shop(settings("--boxoffice.order.cancel.fee-minor=" + FEE));
  private final RunningUserGrpc user = shop.user;
  private final SmallHouse house = shop.house;
  private final PaymentProvider provider = shop.provider;

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void givesBackWhatAnItemCameToLessTheFee() {
    var buyer = user.buyer();
    user.inbox().clear();
    var hold = house.hold(buyer, 3);
    var bought = by(buyer).place(hold, Buying.VISA).getOrder();
    Eventually.is("booked", () -> Audit.seatStates(id(bought)).equals(booked(3)));

    var after = cancel(buyer, bought, 1).getOrder();

    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(after.getItemsList())
        .extracting(OrderItem::hasCancelTime)
        .containsExactly(false, true, false);
    assertThat(after.getCancelled().getAmountMinor()).isEqualTo(PRICE);
    assertThat(after.getCancellationFees().getAmountMinor()).isEqualTo(FEE);
    assertThat(after.getTotal()).isEqualTo(bought.getTotal());
    assertThat(states(buyer, bought)).containsExactly("ISSUED", "VOID", "ISSUED");
    Eventually.is("given back", () -> Audit.refunds(id(bought)).equals(back(PRICE - FEE)));
    Eventually.is("free", () -> Audit.seatStates(id(bought)).equals(booked(2)));
    var read = by(buyer).order(id(bought));
    assertThat(read.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_PARTIALLY_REFUNDED);
    var other = user.person("buyer");
    var seat = List.of(bought.getItems(1).getSeatId());
    assertThat(by(other).place(house.hold(other, seat), Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    Eventually.is(
        "mails",
        () ->
            user.inbox().messagesTo(buyer.email()).stream()
                .anyMatch(mail ->
                    mail.text().contains("40.00 EUR")
                        && mail.text().contains("seat " + bought.getItems(1).getNumber())));
  }

  @Test
  void isCancelledWithItsLastItem() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(mixed(buyer, 2), Buying.VISA).getOrder();

    organiserCancels(bought, 0, 2);
    var partly = by(buyer).order(id(bought));
    assertThat(partly.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(partly.getFulfilment()).isEqualTo(Fulfilment.FULFILMENT_ISSUED);
    var after = organiserCancels(bought, 1).getOrder();

    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(after.getFulfilment()).isEqualTo(Fulfilment.FULFILMENT_UNFULFILLED);
    Eventually.is(
        "given back",
        () -> by(buyer).order(id(bought)).getPaymentState() == PaymentState.PAYMENT_STATE_REFUNDED);
    assertThat(refunded(bought)).containsExactlyInAnyOrder(PRICE + 3 * PROGRAMME, PRICE);
    Eventually.is("free", () -> Audit.seatStates(id(bought)).isEmpty());
    assertThat(states(buyer, bought)).containsOnly("VOID");
    assertThat(Audit.transitions(id(bought)))
        .containsExactly(">PENDING", "PENDING>CONFIRMED", "CONFIRMED>CANCELLED");
    assertThat(Audit.saleActs(id(bought)))
        .containsOnly("CANCELLED " + house.organiser().accountId() + " Called off")
        .hasSize(2);
    assertThat(receipt(buyer, bought).getTotal()).isEqualTo(bought.getTotal());
    assertThat(receipt(buyer, bought).getRefunded()).isEqualTo(bought.getTotal());
  }

  @Test
  void givesBackWhatIsLeftWhenTheRestIsCancelled() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 3), Buying.VISA).getOrder();

    cancel(buyer, bought, 0);
    var after = by(buyer).cancel(bought).getOrder();

    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("given back", () -> refunded(bought).size() == 2);
    assertThat(refunded(bought)).containsExactlyInAnyOrder(PRICE - FEE, 2 * PRICE - FEE);
    assertThat(by(buyer).order(id(bought)).getCancellationFees().getAmountMinor())
        .isEqualTo(2 * FEE);
  }

  @Test
  void cancelsAnItemOnceHoweverManyAskForItS15() throws Exception {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 4), Buying.VISA).getOrder();
    var calls =
        IntStream.range(0, 6)
            .<Callable<CancelItemsResponse>>mapToObj(i -> () -> cancel(buyer, bought, i % 3))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get().hasOrder()).isTrue();
      }
    }

    Eventually.is("given back", () -> refunded(bought).size() == 3);
    Eventually.is("free", () -> Audit.seatStates(id(bought)).equals(booked(1)));
    assertThat(refunded(bought)).containsOnly(PRICE - FEE);
    assertThat(Audit.refunded(id(bought))).containsExactly(Long.toString(3 * (PRICE - FEE)));
  }

  @Test
  void answersTheSameRequestTheSame() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 3), Buying.VISA).getOrder();
    var request = UUID.randomUUID();
    var first = cancel(buyer, request, bought, 0, 1).getOrder();
    Eventually.is("given back", () -> refunded(bought).size() == 1);

    var again = cancel(buyer, request, bought, 0, 1).getOrder();

    assertThat(again.getItemsList()).isEqualTo(first.getItemsList());
    assertThat(cancel(buyer, bought, 1).getOrder().getItemsList()).isEqualTo(first.getItemsList());
    refuses(ErrorReason.IDEMPOTENCY_KEY_REUSED, () -> cancel(buyer, request, bought, 0, 1, 2));
    assertThat(refunded(bought)).containsExactly(2 * PRICE - FEE);
  }

  @Test
  void refusesWhatIsNotThere() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder();
    var unpaid =
        by(buyer).place(house.hold(buyer, 1), Buying.DECLINED).getPaymentDeclined().getOrder();

    refuses(ErrorReason.VALIDATION_FAILED, () -> cancel(buyer, bought, 0, 1));
    refuses(ErrorReason.VALIDATION_FAILED, () -> cancel(buyer, bought));
    refuses(ErrorReason.VALIDATION_FAILED, () -> cancel(buyer, bought, 0, 0));
    refuses(ErrorReason.NOT_FOUND, () -> cancel(user.person("buyer"), bought, 0));
    assertThat(cancel(buyer, unpaid, 0).hasOrderStateConflict()).isTrue();
    assertThat(by(buyer).order(id(bought))).isEqualTo(bought);
  }

  @Test
  void refusesATicketThatSomebodyWasLetInWith() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 3), Buying.VISA).getOrder();
    Audit.change(
        "update orders.ticket set state = 'CHECKED_IN' where order_id = ?::uuid and position = 1",
        id(bought));

    var refused = cancel(buyer, bought, 0, 1).getCancellationRefused();

    assertThat(refused.getReason())
        .isEqualTo(CancellationRefusedReason.CANCELLATION_REFUSED_REASON_USED);
    assertThat(refused.getPositionsList()).containsExactly(1);
    assertThat(refunded(bought)).isEmpty();
    assertThat(states(buyer, bought)).containsExactly("ISSUED", "CHECKED_IN", "ISSUED");
    assertThat(cancel(buyer, bought, 0, 2).hasOrder()).isTrue();
  }

  @Test
  void handsOutNothingThatWasCancelled() {
    var buyer = user.person("buyer");
    var cancelled = by(buyer).place(mixed(buyer, 1), Buying.VISA).getOrder();
    var collected = by(buyer).place(mixed(buyer, 1), Buying.VISA).getOrder();

    assertThat(cancel(buyer, cancelled, 1).hasOrder()).isTrue();
    var answer = collect(cancelled);
    collect(collected);

    assertThat(answer).isEqualTo(NotCollectableReason.NOT_COLLECTABLE_REASON_NO_PRODUCTS);
    assertThat(cancel(buyer, collected, 1).getCancellationRefused().getReason())
        .isEqualTo(CancellationRefusedReason.CANCELLATION_REFUSED_REASON_USED);
    assertThat(cancel(buyer, collected, 0).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    Eventually.is("given back", () -> refunded(collected).equals(List.of(PRICE - FEE)));
  }

  @Test
  void givesBackOnceWhateverBecomesOfTheCallsK14() {
    for (var effect : List.of(Effect.FAIL_AFTER, Effect.DROP_AFTER, Effect.DROP_BEFORE)) {
      var buyer = user.person("buyer");
      var bought = by(buyer).place(house.hold(buyer, 2), Buying.VISA).getOrder();
      provider.faults().add(Fault.of(Operation.REFUND, effect).forOrder(id(bought)));

      assertThat(cancel(buyer, bought, 0).hasOrder()).isTrue();
      assertThat(cancel(buyer, bought, 1).hasOrder()).isTrue();

      Eventually.is(
          "given back",
          () ->
              Audit.refunds(id(bought))
                  .equals(List.of("SUCCEEDED " + (PRICE - FEE), "SUCCEEDED " + (PRICE - FEE))));
      assertThat(refunded(bought)).containsExactly(PRICE - FEE, PRICE - FEE);
    }
  }

  @Test
  void isTooLateForItemsOfAPerformanceThatBegins() {
    try (var strict = start("--boxoffice.order.cancel.until-before-start=72h")) {
      var buyer = user.person("buyer");
      var paid = by(buyer).place(house.hold(buyer, 2), Buying.VISA).getOrder();

      var refused =
          Buying.by(buyer, strict.channel())
              .orders()
              .cancelItems(items(UUID.randomUUID(), paid, 0))
              .getCancellationRefused();
      var done = organiserCancels(strict, UUID.randomUUID(), paid, 0);

      assertThat(refused.getReason())
          .isEqualTo(CancellationRefusedReason.CANCELLATION_REFUSED_REASON_TOO_LATE);
      assertThat(done.getOrder().getItems(0).hasCancelTime()).isTrue();
      Eventually.is("given back", () -> refunded(paid).equals(List.of(PRICE)));
    }
  }

  @Test
  void letsAnOrganiserCancelOnceForNothingS15() throws Exception {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 2), Buying.VISA).getOrder();
    var request = UUID.randomUUID();
    Callable<CancelSaleResponse> call = () -> organiserCancels(shop.order, request, bought);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(List.of(call, call, call, call))) {
        assertThat(answer.get().getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
      }
    }

    Eventually.is("given back", () -> Audit.refunds(id(bought)).equals(back(2 * PRICE)));
    assertThat(refunded(bought)).containsExactly(2 * PRICE);
    assertThat(Audit.saleActs(id(bought)))
        .containsExactly("CANCELLED " + house.organiser().accountId() + " Called off");
    assertThat(by(buyer).order(id(bought)).getPaymentState())
        .isEqualTo(PaymentState.PAYMENT_STATE_REFUNDED);
  }

  @Test
  void letsAnOrganiserCancelWhatIsNotPaid() {
    var buyer = user.person("buyer");
    var waiting = by(buyer).place(house.hold(buyer, 1), Buying.ASKS_ITS_OWNER).getOrder();

    var after = organiserCancels(waiting).getOrder();

    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(after.getCancellationFees().getAmountMinor()).isZero();
    Eventually.is("free", () -> Audit.seatStates(id(waiting)).isEmpty());
    assertThat(refunded(waiting)).isEmpty();
  }

  @Test
  void letsNobodyElseCancel() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder();
    var request = sale(UUID.randomUUID(), bought);

    refuses(ErrorReason.NOT_FOUND, () -> sales(user.organiser(), shop.order).cancelSale(request));
    refuses(ErrorReason.FORBIDDEN, () -> sales(buyer, shop.order).cancelSale(request));
    refuses(
        ErrorReason.NOT_FOUND,
        () ->
            sales(house.organiser(), shop.order)
                .cancelSale(request.toBuilder().setPerformanceId(house.newPerformance()).build()));
    refuses(
        ErrorReason.VALIDATION_FAILED,
        () ->
            sales(house.organiser(), shop.order)
                .cancelSale(request.toBuilder().clearReason().build()));
    assertThat(by(buyer).order(id(bought))).isEqualTo(bought);
    assertThat(Audit.saleActs(id(bought))).isEmpty();
  }

  @Test
  void goesOnWithWhatAnInstanceLeftBehindK14() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 3), Buying.VISA).getOrder();
    Eventually.is("booked", () -> Audit.seatStates(id(bought)).equals(booked(3)));
    provider.faults().add(Fault.of(Operation.REFUND, Effect.DROP_AFTER).forOrder(id(bought)));
    try (var dying = start("--boxoffice.order.cancel.fee-minor=0")) {
      assertThat(
              Buying.by(buyer, dying.channel())
                  .orders()
                  .cancelItems(items(UUID.randomUUID(), bought, 0))
                  .hasOrder())
          .isTrue();
    }

    Eventually.is("given back", () -> Audit.refunds(id(bought)).equals(back(PRICE)));
    Eventually.is("free", () -> Audit.seatStates(id(bought)).equals(booked(2)));
    assertThat(refunded(bought)).containsExactly(PRICE);
  }

  /// Seats and three programmes, which are the last item.
  private Hold mixed(Person buyer, int seats) {
    return house.hold(
        buyer,
        PlaceHoldRequest.newBuilder()
            .addAllSeats(house.next(seats))
            .addProducts(ProductChoice.newBuilder().setSku(house.newProduct(5)).setQuantity(3)));
  }

  private CancelItemsResponse cancel(Person buyer, Order bought, Integer... positions) {
    return cancel(buyer, UUID.randomUUID(), bought, positions);
  }

  private CancelItemsResponse cancel(
      Person buyer, UUID request, Order bought, Integer... positions) {
    return by(buyer).orders().cancelItems(items(request, bought, positions));
  }

  private static CancelItemsRequest items(UUID request, Order bought, Integer... positions) {
    return CancelItemsRequest.newBuilder()
        .setRequestId(request.toString())
        .setOrderId(id(bought))
        .addAllPositions(List.of(positions))
        .build();
  }

  private CancelSaleResponse organiserCancels(Order bought, Integer... positions) {
    return organiserCancels(shop.order, UUID.randomUUID(), bought, positions);
  }

  private CancelSaleResponse organiserCancels(
      RunningOrderGrpc at, UUID request, Order bought, Integer... positions) {
    return sales(house.organiser(), at).cancelSale(sale(request, bought, positions));
  }

  private static CancelSaleRequest sale(UUID request, Order bought, Integer... positions) {
    return CancelSaleRequest.newBuilder()
        .setRequestId(request.toString())
        .setPerformanceId(bought.getPerformanceId())
        .setOrderId(id(bought))
        .setReason("Called off")
        .addAllPositions(List.of(positions))
        .build();
  }

  private NotCollectableReason collect(Order bought) {
    return sales(house.organiser(), shop.order)
        .collectOrder(
            CollectOrderRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setPerformanceId(house.performanceId())
                .setOrderCode(bought.getOrderCode())
                .build())
        .getNotCollectable()
        .getReason();
  }

  private Receipt receipt(Person buyer, Order bought) {
    return ReceiptServiceGrpc.newBlockingStub(shop.order.channel())
        .withCallCredentials(new BearerToken(buyer::accessToken))
        .getReceipt(GetReceiptRequest.newBuilder().setOrderId(id(bought)).build())
        .getReceipt();
  }

  private RunningOrderGrpc start(String more) {
    return shop.another(settings(more));
  }

  private static String[] settings(String more) {
    return new String[] {
      "--boxoffice.order.provider.timeout=2s", "--boxoffice.order.provider.breaker-open=1s", more
    };
  }

  private static SaleServiceGrpc.SaleServiceBlockingStub sales(Person person, RunningOrderGrpc at) {
    return SaleServiceGrpc.newBlockingStub(at.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  private Buying by(Person buyer) {
    return shop.by(buyer);
  }

  private static String id(Order order) {
    return order.getOrderId();
  }

  private List<String> states(Person buyer, Order bought) {
    return by(buyer).tickets(bought).stream()
        .map(Ticket::getState)
        .map(state -> state.name().replace("TICKET_STATE_", ""))
        .toList();
  }

  private static List<String> booked(int seats) {
    return IntStream.range(0, seats).mapToObj(_ -> "BOOKED").toList();
  }

  private static List<String> back(long amount) {
    return List.of("SUCCEEDED " + amount);
  }

  private List<Long> refunded(Order bought) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == LedgerEntry.Type.REFUND)
        .filter(entry -> id(bought).equals(entry.order()))
        .map(LedgerEntry::amount)
        .toList();
  }

  private static void refuses(ErrorReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(ErrorStatus.reason(failure)).contains(reason));
  }
}
