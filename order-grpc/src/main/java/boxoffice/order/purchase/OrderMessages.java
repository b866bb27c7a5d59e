package boxoffice.order.purchase;

import boxoffice.money.v1.Money;
import boxoffice.order.item.OrderCode;
import boxoffice.order.v1.BuyerLimit;
import boxoffice.order.v1.CancelItemsResponse;
import boxoffice.order.v1.CancelOrderResponse;
import boxoffice.order.v1.CancelSaleResponse;
import boxoffice.order.v1.CancellationRefused;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.HoldExpired;
import boxoffice.order.v1.OrderItem;
import boxoffice.order.v1.OrderItemKind;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.OrderStateConflict;
import boxoffice.order.v1.PayOrderResponse;
import boxoffice.order.v1.PaymentDeclined;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.PlaceComplimentaryOrderResponse;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.PriceChanged;
import boxoffice.order.v1.SeatsLost;
import boxoffice.wire.WireTypes;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// Orders and outcomes in their form on the wire.
final class OrderMessages {
  private OrderMessages() {}

  static PlaceOrderResponse placed(Outcome outcome) {
    var response = PlaceOrderResponse.newBuilder();
    return switch (outcome) {
      case Outcome.Placed placed -> response.setOrder(order(placed.order())).build();
      case Outcome.Declined declined -> response.setPaymentDeclined(declined(declined)).build();
      case Outcome.HoldExpired _ ->
          response.setHoldExpired(HoldExpired.getDefaultInstance()).build();
      case Outcome.SeatsLost lost ->
          response
              .setSeatsLost(
                  SeatsLost.newBuilder()
                      .addAllSeatIds(lost.seats().stream().map(UUID::toString).toList()))
              .build();
      case Outcome.BuyerLimit limit ->
          response
              .setBuyerLimit(
                  BuyerLimit.newBuilder().setLimit(limit.limit()).setOwned(limit.owned()))
              .build();
      case Outcome.Conflict conflict ->
          response.setOrderStateConflict(conflict(conflict.order())).build();
      case Outcome.CancellationRefused refused ->
          throw new IllegalStateException("an order that is being placed was " + refused);
      case Outcome.PriceChanged changed ->
          response
              .setPriceChanged(
                  PriceChanged.newBuilder()
                      .setTotal(money(changed.total().minor(), changed.total().currency())))
              .build();
    };
  }

  static PlaceComplimentaryOrderResponse givenAway(Outcome outcome) {
    var placed = placed(outcome);
    var response = PlaceComplimentaryOrderResponse.newBuilder();
    return switch (placed.getOutcomeCase()) {
      case ORDER -> response.setOrder(placed.getOrder()).build();
      case HOLD_EXPIRED -> response.setHoldExpired(placed.getHoldExpired()).build();
      case SEATS_LOST -> response.setSeatsLost(placed.getSeatsLost()).build();
      case BUYER_LIMIT -> response.setBuyerLimit(placed.getBuyerLimit()).build();
      case ORDER_STATE_CONFLICT ->
          response.setOrderStateConflict(placed.getOrderStateConflict()).build();
      case PAYMENT_DECLINED, PRICE_CHANGED, OUTCOME_NOT_SET ->
          throw new IllegalStateException("what was given away was " + outcome);
    };
  }

  static PayOrderResponse paid(Outcome outcome) {
    var response = PayOrderResponse.newBuilder();
    return switch (outcome) {
      case Outcome.Placed placed -> response.setOrder(order(placed.order())).build();
      case Outcome.Declined declined -> response.setPaymentDeclined(declined(declined)).build();
      case Outcome.Conflict conflict ->
          response.setOrderStateConflict(conflict(conflict.order())).build();
      case Outcome.HoldExpired _,
          Outcome.SeatsLost _,
          Outcome.BuyerLimit _,
          Outcome.PriceChanged _ ->
          throw new IllegalStateException("an order that is being paid was " + outcome);
      case Outcome.CancellationRefused refused ->
          throw new IllegalStateException("an order that is being paid was " + refused);
    };
  }

  static CancelOrderResponse cancelled(Outcome outcome) {
    var response = CancelOrderResponse.newBuilder();
    return cancelled(
        outcome,
        done -> response.setOrder(done).build(),
        refused -> response.setCancellationRefused(refused).build(),
        conflict -> response.setOrderStateConflict(conflict).build());
  }

  static CancelItemsResponse itemsCancelled(Outcome outcome) {
    var response = CancelItemsResponse.newBuilder();
    return cancelled(
        outcome,
        done -> response.setOrder(done).build(),
        refused -> response.setCancellationRefused(refused).build(),
        conflict -> response.setOrderStateConflict(conflict).build());
  }

  static CancelSaleResponse saleCancelled(Outcome outcome) {
    var response = CancelSaleResponse.newBuilder();
    return cancelled(
        outcome,
        done -> response.setOrder(done).build(),
        refused -> response.setCancellationRefused(refused).build(),
        conflict -> response.setOrderStateConflict(conflict).build());
  }

  private static <R> R cancelled(
      Outcome outcome,
      Function<boxoffice.order.v1.Order, R> done,
      Function<CancellationRefused, R> refused,
      Function<OrderStateConflict, R> conflict) {
    return switch (outcome) {
      case Outcome.Placed placed -> done.apply(order(placed.order()));
      case Outcome.CancellationRefused why -> refused.apply(MoneyMessages.refused(why));
      case Outcome.Conflict other -> conflict.apply(conflict(other.order()));
      case Outcome.HoldExpired _,
          Outcome.SeatsLost _,
          Outcome.BuyerLimit _,
          Outcome.PriceChanged _ ->
          throw new IllegalStateException("an order that is being cancelled was " + outcome);
      case Outcome.Declined declined ->
          throw new IllegalStateException("an order that is being cancelled was " + declined);
    };
  }

  private static Fulfilment fulfilment(Order order) {
    return Fulfilment.valueOf("FULFILMENT_" + boxoffice.order.purchase.Fulfilment.of(order));
  }

  static boxoffice.order.v1.Order order(Order order) {
    var terms = order.terms();
    var currency = terms.currency();
    var sale = terms.sale();
    var message =
        boxoffice.order.v1.Order.newBuilder()
            .setOrderId(order.id().toString())
            .setState(OrderState.valueOf("ORDER_STATE_" + order.state()))
            .setPaymentState(PaymentState.valueOf("PAYMENT_STATE_" + order.paymentState()))
            .setFulfilment(fulfilment(order))
            .setPerformanceId(terms.performanceId().toString())
            .setHoldName(terms.holdNames().getFirst())
            .addAllHoldNames(terms.holdNames())
            .addAllItems(
                IntStream.range(0, terms.items().size())
                    .mapToObj(position -> item(order, position))
                    .toList())
            .setTotal(money(terms.totalMinor(), terms.currency()))
            .setPaymentExpireTime(WireTypes.timestamp(terms.payUntil()))
            .setCreateTime(WireTypes.timestamp(terms.createdAt()))
            .setFees(money(sum(terms.items(), Item::feesMinor), currency))
            .setTax(money(sum(terms.items(), item -> item.charges().taxMinor()), currency))
            .setComplimentary(sale.complimentaryReason() != null);
    if (sale.code() != null) {
      message.setOrderCode(OrderCode.display(sale.code().text()));
    }
    if (sale.holder() != null) {
      message.setHolder(
          boxoffice.order.v1.Holder.newBuilder()
              .setName(sale.holder().name())
              .setEmail(sale.holder().email()));
    }
    if (sale.collectedAt() != null) {
      message.setCollectTime(WireTypes.timestamp(sale.collectedAt()));
    }
    MoneyMessages.addTo(message, order);
    return message.build();
  }

  private static long sum(List<Item> items, ToLongFunction<Item> amount) {
    return items.stream().mapToLong(amount).reduce(0, Math::addExact);
  }

  private static PaymentDeclined declined(Outcome.Declined declined) {
    return PaymentDeclined.newBuilder()
        .setOrder(order(declined.order()))
        .setDeclineCode(declined.code())
        .setAttemptsLeft(declined.order().attemptsLeft())
        .build();
  }

  private static OrderStateConflict conflict(Order order) {
    return OrderStateConflict.newBuilder()
        .setOrder(order(order))
        .setAttemptsLeft(order.attemptsLeft())
        .build();
  }

  private static OrderItem item(Order order, int position) {
    var item = order.terms().items().get(position);
    var currency = order.terms().currency();
    var charges = item.charges();
    var message =
        OrderItem.newBuilder()
            .setPosition(position)
            .setPrice(money(item.amountMinor(), currency))
            .setQuantity(item.quantity())
            .setBookingFee(money(charges.bookingFeeMinor(), currency))
            .setTax(money(charges.taxMinor(), currency))
            .setTaxBasisPoints(charges.taxBasisPoints())
            .setTaxOnTop(charges.taxOnTop())
            .setTotal(money(item.totalMinor(), currency));
    order
        .cancellationOf(position)
        .map(Cancellation::askedAt)
        .ifPresent(at -> message.setCancelTime(WireTypes.timestamp(at)));
    switch (item) {
      case Item.Seat seat -> addTo(message, seat);
      case Item.Product product ->
          message
              .setKind(OrderItemKind.ORDER_ITEM_KIND_PRODUCT)
              .setSku(product.sku())
              .setDisplayName(product.displayName());
    }
    return message.build();
  }

  private static void addTo(OrderItem.Builder message, Item.Seat seat) {
    message
        .setKind(OrderItemKind.ORDER_ITEM_KIND_SEAT)
        .setPerformanceId(seat.performanceId().toString())
        .setSeatId(seat.seatId().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .setCategory(seat.category())
        .setTicketType(seat.ticketType().displayName());
    if (seat.ticketType().id() != null) {
      message.setTicketTypeId(seat.ticketType().id().toString());
    }
    if (seat.areaId() != null) {
      message.setAreaId(seat.areaId().toString());
    }
  }

  static Money money(long amountMinor, String currency) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency(currency).build();
  }
}
