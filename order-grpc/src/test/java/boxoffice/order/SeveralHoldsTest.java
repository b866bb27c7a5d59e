package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.Refusals;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderItem;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.Ticket;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Orders of what several holds have: one order, one payment, all or nothing.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class SeveralHoldsTest {
  private final Shop shop = new Shop();
  private final RunningUserGrpc user = shop.user;
  private final SmallHouse house = shop.house;

  @BeforeAll
  void warmUp() {
    var buyer = user.person("buyer");
    assertThat(shop.by(buyer).place(house.hold(buyer, 1), Buying.VISA).hasOrder()).isTrue();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void sellsWhatTheyHaveForOnePaymentS2S7() {
    var buyer = user.person("buyer");
    var sku = house.newProduct(9);
    var second = house.newPerformance();
    var here = house.hold(buyer, withUnits(sku, 2).addAllSeats(house.next(2)));
    var there = house.hold(buyer, second, withUnits(sku, 1).addBest(best()));
    var hereToo = house.hold(buyer, 1);

    var bought = shop.by(buyer).placeAll(List.of(there, here, hereToo), Buying.VISA).getOrder();

    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(bought.getHoldNamesList())
        .containsExactly(there.getName(), here.getName(), hereToo.getName());
    assertThat(bought.getHoldName()).isEqualTo(there.getName());
    assertThat(bought.getPerformanceId()).isEqualTo(second);
    assertThat(bought.getItemsList())
        .extracting(OrderItem::getSeatId)
        .containsExactlyElementsOf(
            Stream.of(there, here, hereToo).flatMap(SeveralHoldsTest::lines).toList());
    assertThat(bought.getTotal().getAmountMinor())
        .isEqualTo(4L * SmallHouse.PRICE_MINOR + 3 * 800)
        .isEqualTo(shop.charged(bought));
    assertThat(shop.by(buyer).order(bought.getOrderId())).isEqualTo(bought);
    assertThat(shop.by(buyer).tickets(bought))
        .extracting(Ticket::getPerformanceId)
        .containsExactly(
            second, house.performanceId(), house.performanceId(), house.performanceId());
    Eventually.is("booked", () -> states(bought, "BOOKED") == 4);
    assertThat(Audit.ask("select reserved || ' ' || sold from audit.stock where sku = ?", sku))
        .containsExactly("0 3");
    assertThat(shop.by(buyer).place(here, Buying.VISA).getOrderStateConflict().getOrder())
        .isEqualTo(bought);

    var cancelled = shop.by(buyer).cancel(bought).getOrder();
    assertThat(cancelled.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("free", () -> Audit.seatStates(bought.getOrderId()).isEmpty());
    assertThat(Audit.ask("select reserved || ' ' || sold from audit.stock where sku = ?", sku))
        .containsExactly("0 0");
  }

  @Test
  void doesNothingWhenOneHoldIsOverS3() {
    var buyer = user.person("buyer");
    var first = house.hold(buyer, 1);
    var second = house.hold(buyer, 1);
    house.release(buyer, second);

    assertThat(shop.by(buyer).placeAll(List.of(first, second), Buying.VISA).hasHoldExpired())
        .isTrue();

    assertThat(orders(buyer)).isEmpty();
    assertThat(shop.by(buyer).place(first, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
  }

  @Test
  void doesNothingWhenAnotherOrderHasOneOfThem() {
    var buyer = user.person("buyer");
    var first = house.hold(buyer, 1);
    var second = house.hold(buyer, 1);
    var bought = shop.by(buyer).placeAll(List.of(first), Buying.VISA).getOrder();

    var refused = shop.by(buyer).placeAll(List.of(second, first), Buying.VISA);

    assertThat(refused.getOrderStateConflict().getOrder()).isEqualTo(bought);
    assertThat(orders(buyer)).containsExactly(bought);
    assertThat(shop.by(buyer).place(second, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
  }

  @Test
  void rejectsAllWhenOneSeatIsLostS3() {
    var buyer = user.person("buyer");
    var first = house.hold(buyer, 2);
    var second = house.hold(buyer, 1);
    var lost = second.getSeats(0).getSeatId();
    block(lost);

    var refused = shop.by(buyer).placeAll(List.of(first, second), Buying.VISA);

    assertThat(refused.getSeatsLost().getSeatIdsList()).containsExactly(lost);
    var rejected = orders(buyer).getFirst();
    assertThat(rejected.getState()).isEqualTo(OrderState.ORDER_STATE_REJECTED);
    assertThat(shop.charged(rejected)).isZero();
    assertThat(Audit.seatStates(rejected.getOrderId())).isEmpty();
    // what the first one had is offered again
    var other = user.person("buyer");
    var again =
        house.hold(other, first.getSeatsList().stream().map(seat -> seat.getSeatId()).toList());
    assertThat(shop.by(other).place(again, Buying.VISA).hasOrder()).isTrue();
  }

  @Test
  void givesAHoldToOneOfManyOrdersAtOnceS13() throws Exception {
    var buyer = user.person("buyer");
    var first = house.hold(buyer, 1);
    var second = house.hold(buyer, 1);
    var third = house.hold(buyer, 1);
    var wishes =
        List.of(
            List.of(first, second),
            List.of(second, first),
            List.of(third, second),
            List.of(second),
            List.of(third, first, second));
    var answers = new ArrayList<PlaceOrderResponse>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<PlaceOrderResponse>>();
      for (var i = 0; i < 20; i++) {
        var holds = wishes.get(i % wishes.size());
        calls.add(threads.submit(() -> shop.by(buyer).placeAll(holds, Buying.VISA)));
      }
      for (var call : calls) {
        answers.add(call.get());
      }
    }

    assertThat(answers).filteredOn(PlaceOrderResponse::hasOrder).hasSize(1);
    var won = orders(buyer);
    assertThat(won)
        .singleElement()
        .returns(OrderState.ORDER_STATE_CONFIRMED, Order::getState)
        .satisfies(bought -> assertThat(shop.charged(bought)).isEqualTo(total(bought)));
  }

  @Test
  void findsTheSameOrderByItsKeyS11() {
    var buyer = user.person("buyer");
    var holds = List.of(house.hold(buyer, 1), house.hold(buyer, 1));
    var request = UUID.randomUUID();
    var bought = shop.by(buyer).placeAll(request, holds, Buying.VISA).getOrder();

    assertThat(shop.by(buyer).placeAll(request, holds, Buying.VISA).getOrder()).isEqualTo(bought);

    for (var other : List.of(holds.reversed(), holds.subList(0, 1))) {
      Refusals.assertRefused(
          ErrorReason.IDEMPOTENCY_KEY_REUSED,
          () -> shop.by(buyer).placeAll(request, other, Buying.VISA));
    }
    assertThat(shop.charged(bought)).isEqualTo(total(bought));
    var one = UUID.randomUUID();
    var alone = house.hold(buyer, 1);
    assertThat(shop.by(buyer).placeAll(one, List.of(alone), Buying.VISA))
        .isEqualTo(shop.by(buyer).place(one, alone, Buying.VISA));
  }

  @Test
  void refusesHoldsThatDoNotGoTogether() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var foreign = house.hold(user.person("buyer"), 1);
    var dollars =
        house.hold(
            buyer, house.newPerformance("USD"), PlaceHoldRequest.newBuilder().addBest(best()));

    Refusals.assertRefused(
        ErrorReason.NOT_FOUND, () -> shop.by(buyer).placeAll(List.of(hold, foreign), Buying.VISA));
    Refusals.assertInvalid(
        "hold_names", () -> shop.by(buyer).placeAll(List.of(hold, dollars), Buying.VISA));
    assertThat(orders(buyer)).isEmpty();
    assertThat(shop.by(buyer).place(hold, Buying.VISA).hasOrder()).isTrue();
  }

  @Test
  void refusesAListThatIsNone() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var many =
        IntStream.range(0, 6)
            .mapToObj(_ -> hold.getName().replaceAll("[^/]+$", UUID.randomUUID().toString()))
            .toList();
    var request =
        PlaceOrderRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setPaymentMethod(Buying.VISA);

    for (var wrong :
        List.of(
            request.clone(),
            request.clone().setHoldName(hold.getName()).addHoldNames(hold.getName()),
            request.clone().addHoldNames(hold.getName()).addHoldNames(hold.getName()),
            request.clone().addHoldNames(hold.getName()).addHoldNames(""),
            request.clone().addAllHoldNames(many))) {
      Refusals.assertRefused(
          ErrorReason.VALIDATION_FAILED, () -> shop.by(buyer).orders().placeOrder(wrong.build()));
    }
    assertThat(orders(buyer)).isEmpty();
  }

  private static PlaceHoldRequest.Builder withUnits(String sku, int quantity) {
    return PlaceHoldRequest.newBuilder()
        .addProducts(ProductChoice.newBuilder().setSku(sku).setQuantity(quantity));
  }

  private static BestAvailable best() {
    return BestAvailable.newBuilder().setCategory("Stalls").setCount(1).build();
  }

  /// The seat of each line; empty for a product.
  private static Stream<String> lines(Hold hold) {
    return Stream.concat(
        hold.getSeatsList().stream().map(seat -> seat.getSeatId()),
        hold.getProductsList().stream().map(_ -> ""));
  }

  /// Redis does not hear of it, so that only PostgreSQL can refuse.
  private void block(String seatId) {
    var _ =
        Audit.askAs(
            "inventory_grpc",
            MigratedPostgres.inventoryGrpcPassword(),
            "insert into inventory.performance_seat"
                + " (performance_id, seat_id, ordinal, state, fence, updated_at)"
                + " values (?::uuid, ?::uuid, 1, 'BLOCKED', 1, now()) returning 1",
            house.performanceId(),
            seatId);
  }

  private List<Order> orders(Person buyer) {
    return shop.by(buyer)
        .orders()
        .listOrders(ListOrdersRequest.getDefaultInstance())
        .getOrdersList();
  }

  private static long states(Order bought, String state) {
    return Audit.seatStates(bought.getOrderId()).stream().filter(state::equals).count();
  }

  private static long total(Order bought) {
    return bought.getTotal().getAmountMinor();
  }
}
