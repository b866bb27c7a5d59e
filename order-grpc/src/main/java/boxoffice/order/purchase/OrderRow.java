package boxoffice.order.purchase;

import boxoffice.db.orders.tables.records.OrderItemRecord;
import boxoffice.db.orders.tables.records.OrderRecord;
import boxoffice.db.orders.tables.records.PaymentAttemptRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stored rows as orders.
final class OrderRow {
  private OrderRow() {}

  static Order toOrder(OrderRecord row, List<Item> items, List<Attempt> attempts) {
    var terms =
        new Order.Terms(
            row.getOrderId(),
            row.getBuyerId(),
            Sha256.of(row.getRequestHash()),
            row.getHoldName(),
            row.getPerformanceId(),
            items,
            row.getTotalMinor(),
            row.getCurrency(),
            row.getPaymentExpiresAt(),
            row.getCreatedAt());
    return new Order(
        terms,
        OrderState.valueOf(row.getState()),
        PaymentState.valueOf(row.getPaymentState()),
        Fulfilment.valueOf(row.getFulfilment()),
        SeatsState.valueOf(row.getSeats()),
        toRejection(row),
        attempts);
  }

  static Item toItem(OrderItemRecord row) {
    return new Item(
        row.getSeatId(),
        row.getSection(),
        row.getRowLabel(),
        row.getNumber(),
        row.getCategory(),
        row.getAmountMinor());
  }

  static Attempt toAttempt(PaymentAttemptRecord row) {
    return new Attempt(
        row.getAttemptId(),
        row.getNumber(),
        row.getPaymentMethod(),
        AttemptState.valueOf(row.getState()),
        row.getProviderRef(),
        row.getCreation(),
        row.getDeclineCode());
  }

  private static @Nullable Rejection toRejection(OrderRecord row) {
    return switch (row.getRejection()) {
      case null -> null;
      case "HOLD_EXPIRED" -> new Rejection.HoldExpired();
      case "SEATS_LOST" -> new Rejection.SeatsLost(List.of(row.getLostSeatIds()));
      case "BUYER_LIMIT" ->
          new Rejection.BuyerLimit(
              Objects.requireNonNullElse(row.getBuyerLimit(), 0),
              Objects.requireNonNullElse(row.getBuyerOwned(), 0));
      default -> throw new IllegalStateException("unknown rejection " + row.getRejection());
    };
  }
}
