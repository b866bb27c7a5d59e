package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.money.v1.Money;
import boxoffice.order.v1.CollectOrderRequest;
import boxoffice.order.v1.GetPerformanceCancellationRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderCancellation;
import boxoffice.order.v1.OrderCancellationOutcome;
import boxoffice.order.v1.OrderItem;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PreviewPerformanceCancellationRequest;
import boxoffice.order.v1.RefundState;
import boxoffice.order.v1.SaleServiceGrpc;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Performances that are cancelled with all that was sold of them.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class PerformanceCancellationTest {
  private static final int ORDERS = 100;
  private static final String[] SETTINGS = {
    "--boxoffice.order.lease=5s",
    "--boxoffice.order.work-interval=200ms",
    "--boxoffice.order.provider.timeout=2s"
  };
  private static final long PRICE = SmallHouse.PRICE_MINOR;

  private final Shop shop = new Shop(SETTINGS);
  private final RunningUserGrpc user = shop.user;
  private final SmallHouse house = shop.house;
  private final PaymentProvider provider = shop.provider;
  private RunningOrderGrpc order = shop.order;

  @AfterAll
  void stop() {
    order.close();
    shop.close();
  }

  @Test
  void givesBackEveryOrderOnceThoughAnInstanceDiesL3() {
    var performance = house.newPerformance();
    var bought = new ArrayList<Order>();
    for (int i = 0; i < ORDERS; i++) {
      var buyer = user.person("buyer");
      bought.add(by(buyer).place(hold(buyer, performance, i, 1), Buying.VISA).getOrder());
    }
    var request = CallingOff.request(performance);
    var preview = off().preview(performance);
    assertThat(preview.getConfirmedOrders()).isEqualTo(ORDERS);
    assertThat(preview.getRefundsList()).containsExactly(euros(ORDERS * PRICE));

    var started = off().calls().startPerformanceCancellation(request);
    var id = started.getCancellation().getPerformanceCancellationId();
    Eventually.is("some are done", () -> off().get(performance, id).getCancelled() > 0);
    order.close();
    var atRest = Audit.ask("select 1 from audit.\"order\" where state = 'CANCELLED'").size();
    order = shop.another(SETTINGS);

    Eventually.is("all are done", () -> off().isDone(performance, id));
    Eventually.is(
        "all is given back",
        () -> off().get(performance, id).getRefundedList().equals(List.of(euros(ORDERS * PRICE))));
    assertThat(atRest).isGreaterThan(0);
    var after = off().get(performance, id);
    assertThat(after.getOrders()).isEqualTo(ORDERS);
    assertThat(after.getCancelled()).isEqualTo(ORDERS);
    assertThat(after.getRefundsList()).isEqualTo(after.getRefundedList());
    for (var one : bought) {
      assertThat(refunded(one)).containsExactly(PRICE);
    }
    var results = off().results(performance, id);
    assertThat(results)
        .extracting(OrderCancellation::getOrderId)
        .containsExactlyInAnyOrderElementsOf(bought.stream().map(Order::getOrderId).toList());
    assertThat(results)
        .allSatisfy(one -> {
          assertThat(one.getOutcome())
              .isEqualTo(OrderCancellationOutcome.ORDER_CANCELLATION_OUTCOME_CANCELLED);
          assertThat(one.getRefund()).isEqualTo(euros(PRICE));
          assertThat(one.getRefundState()).isEqualTo(RefundState.REFUND_STATE_SUCCEEDED);
          assertThat(one.getOrderCode()).isNotEmpty();
        });
    assertThat(off().calls().startPerformanceCancellation(request))
        .extracting(answer -> answer.getCancellation())
        .isEqualTo(after);
    assertThat(Audit.saleActs(bought.getFirst().getOrderId()))
        .containsExactly("CANCELLED " + house.organiser().accountId() + " The singer is ill");
  }

  @Test
  void keepsNoOrderWaitingForABrokenOne() {
    var performance = house.newPerformance();
    var bought = new ArrayList<Order>();
    for (int i = 0; i < 3; i++) {
      var buyer = user.person("buyer");
      bought.add(by(buyer).place(hold(buyer, performance, 2 * i, 2), Buying.VISA).getOrder());
    }
    cost(bought.getFirst(), Long.MAX_VALUE);

    var started = off().calls().startPerformanceCancellation(CallingOff.request(performance));

    var id = started.getCancellation().getPerformanceCancellationId();
    Eventually.is("the others are done", () -> off().get(performance, id).getCancelled() == 2);
    cost(bought.getFirst(), PRICE);
    Eventually.is("all are done", () -> off().isDone(performance, id));
    assertThat(off().get(performance, id).getCancelled()).isEqualTo(3);
  }

  /// Sets what each item costs, as no call would.
  private static void cost(Order of, long minor) {
    var _ =
        Audit.askAs(
            MigratedPostgres.owner(),
            MigratedPostgres.ownerPassword(),
            "update orders.order_item set amount_minor = "
                + minor
                + " where order_id = ?::uuid returning 1",
            of.getOrderId());
  }

  @Test
  void doesWhatItsPreviewSays() {
    var performance = house.newPerformance();
    var other = house.newPerformance();
    var buyer = user.person("buyer");
    var friend = user.person("buyer");
    var paid = by(buyer).place(hold(buyer, performance, 0, 2), Buying.VISA).getOrder();
    var mixed =
        by(buyer)
            .place(
                house.hold(
                    buyer,
                    other,
                    named(house.seats(0, 1))
                        .addAlso(
                            PerformanceChoice.newBuilder()
                                .setPerformanceId(performance)
                                .addAllSeats(house.seats(2, 2)))),
                Buying.VISA)
            .getOrder();
    var free = by(buyer).place(hold(buyer, performance, 180, 1), Buying.VISA).getOrder();
    var used = by(friend).place(hold(friend, performance, 5, 1), Buying.VISA).getOrder();
    Audit.change(
        "update orders.\"order\" set fulfilment = 'CHECKED_IN', version = version + 1"
            + " where order_id = ?::uuid",
        used.getOrderId());
    var waiting =
        by(friend).place(hold(friend, performance, 6, 1), Buying.ASKS_ITS_OWNER).getOrder();
    var gone = by(friend).place(hold(friend, performance, 7, 1), Buying.VISA).getOrder();
    var _ = by(friend).cancel(gone);
    var elsewhere = by(friend).place(hold(friend, other, 1, 1), Buying.VISA).getOrder();

    var preview = off().preview(performance);
    assertThat(by(buyer).order(paid.getOrderId())).isEqualTo(paid);
    var id = off().start(performance);
    Eventually.is("done", () -> off().isDone(performance, id));
    Eventually.is(
        "given back",
        () -> off().get(performance, id).getRefundedList().equals(preview.getRefundsList()));

    assertThat(preview.getConfirmedOrders()).isEqualTo(3);
    assertThat(preview.getKeptInPart()).isEqualTo(1);
    assertThat(preview.getPendingOrders()).isEqualTo(1);
    assertThat(preview.getUsedOrders()).isEqualTo(1);
    assertThat(preview.getUsedOrderIdsList()).containsExactly(used.getOrderId());
    assertThat(preview.getRefundsList()).containsExactly(euros(4 * PRICE));
    var after = off().get(performance, id);
    assertThat(after.getOrders()).isEqualTo(5);
    assertThat(after.getCancelled()).isEqualTo(4);
    assertThat(after.getUsed()).isEqualTo(1);
    assertThat(state(buyer, paid)).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(state(buyer, free)).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(state(friend, waiting)).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(state(friend, used)).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(state(friend, elsewhere)).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    var kept = by(buyer).order(mixed.getOrderId());
    assertThat(kept.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(kept.getItemsList())
        .filteredOn(item -> !item.hasCancelTime())
        .extracting(OrderItem::getPerformanceId)
        .containsExactly(other);
    assertThat(refunded(mixed)).containsExactly(2 * PRICE);
    assertThat(refunded(waiting)).isEmpty();
    Eventually.is(
        "free",
        () ->
            Audit.seatStates(mixed.getOrderId()).equals(List.of("BOOKED"))
                && Audit.seatStates(paid.getOrderId()).isEmpty());
  }

  @Test
  void sellsNothingMore() {
    var performance = house.newPerformance();
    var buyer = user.person("buyer");
    var held = hold(buyer, performance, 0, 1);

    var id = off().start(performance);

    assertThat(house.tryHold(buyer, performance, named(house.seats(1, 1))).hasHeld()).isFalse();
    assertThat(by(buyer).place(held, Buying.VISA).hasHoldExpired()).isTrue();
    Eventually.is("done", () -> off().isDone(performance, id));
    assertThat(off().get(performance, id).getOrders()).isZero();
  }

  @Test
  void triesAgainWhatCouldNotBeCancelled() {
    var performance = house.newPerformance();
    var buyer = user.person("buyer");
    var bought = by(buyer).place(hold(buyer, performance, 0, 1), Buying.VISA).getOrder();
    Audit.change(
        "update orders.\"order\" set fulfilment = 'CHECKED_IN', version = version + 1"
            + " where order_id = ?::uuid",
        bought.getOrderId());
    var first = off().start(performance);
    Eventually.is("done", () -> off().isDone(performance, first));
    Audit.change(
        "update orders.\"order\" set fulfilment = 'ISSUED', version = version + 1"
            + " where order_id = ?::uuid",
        bought.getOrderId());

    var second = off().start(performance);

    assertThat(second).isNotEqualTo(first);
    Eventually.is("done", () -> off().isDone(performance, second));
    assertThat(state(buyer, bought)).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("given back", () -> refunded(bought).equals(List.of(PRICE)));
  }

  @Test
  void isForItsOrganiserOnly() {
    var performance = house.newPerformance();
    var stranger = new CallingOff(order.channel(), user.organiser()).calls();
    var buyer = user.person("buyer");
    var request = CallingOff.request(performance);

    refuses(ErrorReason.NOT_FOUND, () -> stranger.startPerformanceCancellation(request));
    refuses(
        ErrorReason.FORBIDDEN,
        () -> new CallingOff(order.channel(), buyer).calls().startPerformanceCancellation(request));
    assertThat(hold(buyer, performance, 0, 1).getSeatsCount()).isEqualTo(1);
    var organiser = off().calls();
    var id =
        organiser
            .startPerformanceCancellation(request)
            .getCancellation()
            .getPerformanceCancellationId();
    refuses(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () ->
            organiser.startPerformanceCancellation(
                request.toBuilder().setReason("Another one").build()));
    refuses(
        ErrorReason.NOT_FOUND,
        () ->
            stranger.getPerformanceCancellation(
                GetPerformanceCancellationRequest.newBuilder()
                    .setPerformanceId(performance)
                    .setPerformanceCancellationId(id)
                    .build()));
    refuses(ErrorReason.NOT_FOUND, () -> off().get(house.newPerformance(), id));
    refuses(
        ErrorReason.NOT_FOUND,
        () ->
            stranger.previewPerformanceCancellation(
                PreviewPerformanceCancellationRequest.newBuilder()
                    .setPerformanceId(performance)
                    .build()));
  }

  @Test
  void givesBackTheSeatsOfWhoHasCollectedTheGoods() {
    var performance = house.newPerformance();
    var buyer = user.person("buyer");
    var wanted =
        named(house.seats(0, 1))
            .addProducts(ProductChoice.newBuilder().setSku(house.newProduct(5)).setQuantity(3));
    var both = by(buyer).place(house.hold(buyer, performance, wanted), Buying.VISA).getOrder();
    collect(performance, both);

    var preview = off().preview(performance);
    var id = off().start(performance);
    Eventually.is("done", () -> off().isDone(performance, id));

    assertThat(preview.getUsedOrders()).isZero();
    assertThat(preview.getKeptInPart()).isEqualTo(1);
    assertThat(preview.getRefundsList()).containsExactly(euros(PRICE));
    assertThat(off().get(performance, id).getCancelled()).isEqualTo(1);
    Eventually.is("given back", () -> refunded(both).equals(List.of(PRICE)));
    assertThat(by(buyer).order(both.getOrderId()).getItemsList())
        .filteredOn(item -> !item.hasCancelTime())
        .singleElement()
        .matches(item -> !item.getSku().isEmpty());
    var again = off().start(performance);
    Eventually.is("done again", () -> off().isDone(performance, again));
    assertThat(off().get(performance, again).getUsed()).isEqualTo(1);
    assertThat(refunded(both)).containsExactly(PRICE);
  }

  private void collect(String performance, Order bought) {
    var collected =
        SaleServiceGrpc.newBlockingStub(order.channel())
            .withCallCredentials(new BearerToken(house.organiser()::accessToken))
            .collectOrder(
                CollectOrderRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setPerformanceId(performance)
                    .setOrderCode(bought.getOrderCode())
                    .build());
    assertThat(collected.hasOrder()).isTrue();
  }

  private Hold hold(Person buyer, String performance, int first, int count) {
    return house.hold(buyer, performance, named(house.seats(first, count)));
  }

  private static PlaceHoldRequest.Builder named(List<SeatChoice> seats) {
    return PlaceHoldRequest.newBuilder().addAllSeats(seats);
  }

  private OrderState state(Person buyer, Order bought) {
    return by(buyer).order(bought.getOrderId()).getState();
  }

  private List<Long> refunded(Order bought) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == LedgerEntry.Type.REFUND)
        .filter(entry -> bought.getOrderId().equals(entry.order()))
        .map(LedgerEntry::amount)
        .toList();
  }

  private CallingOff off() {
    return new CallingOff(order.channel(), house.organiser());
  }

  private Buying by(Person buyer) {
    return Buying.by(buyer, order.channel());
  }

  private static Money euros(long minor) {
    return Money.newBuilder().setAmountMinor(minor).setCurrency("EUR").build();
  }

  private static void refuses(ErrorReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(ErrorStatus.reason(failure)).contains(reason));
  }
}
