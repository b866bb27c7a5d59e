package boxoffice.order.purchase;

import boxoffice.db.orders.tables.records.OrderItemRecord;
import boxoffice.db.orders.tables.records.OrderRecord;
import boxoffice.db.orders.tables.records.PaymentAttemptRecord;
import boxoffice.order.item.OrderCode;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stored rows as orders.
final class OrderRow {
  private static final String SEAT = "SEAT";
  private static final String PRODUCT = "PRODUCT";

  private OrderRow() {}

  static Order toOrder(OrderRecord row, List<OrderItemRecord> items, List<Attempt> attempts) {
    var terms =
        new Order.Terms(
            row.getOrderId(),
            row.getBuyerId(),
            Sha256.of(row.getRequestHash()),
            row.getHoldName(),
            row.getPerformanceId(),
            items.stream().map(item -> toItem(item, row.getPerformanceId())).toList(),
            row.getTotalMinor(),
            row.getCurrency(),
            row.getPaymentExpiresAt(),
            row.getCreatedAt(),
            new Sale(
                row.getOrderCode() == null ? null : new OrderCode(row.getOrderCode()),
                row.getOrganisationId(),
                row.getComplimentaryReason(),
                row.getCollectedAt()));
    return new Order(
        terms,
        OrderState.valueOf(row.getState()),
        PaymentState.valueOf(row.getPaymentState()),
        Fulfilment.valueOf(row.getFulfilment()),
        SeatsState.valueOf(row.getSeats()),
        toRejection(row),
        attempts);
  }

  static Item toItem(OrderItemRecord row, UUID home) {
    return switch (row.getKind()) {
      case SEAT ->
          new Item.Seat(
              Objects.requireNonNullElse(row.getPerformanceId(), home),
              row.getSeatId(),
              row.getAreaId(),
              row.getSection(),
              row.getRowLabel(),
              row.getNumber(),
              row.getCategory(),
              new Item.TicketType(row.getTicketTypeId(), row.getTicketType()),
              row.getAmountMinor(),
              toCharges(row));
      case PRODUCT ->
          new Item.Product(
              row.getSku(),
              row.getDisplayName(),
              row.getQuantity(),
              row.getAmountMinor(),
              toCharges(row));
      default -> throw new IllegalStateException("unknown kind of item " + row.getKind());
    };
  }

  private static Charges toCharges(OrderItemRecord row) {
    return new Charges(
        row.getBookingFeeMinor(), row.getTaxBasisPoints(), row.getTaxOnTop(), row.getTaxMinor());
  }

  static OrderItemRecord fromItem(UUID orderId, int position, Item item) {
    var row = new OrderItemRecord();
    row.setOrderId(orderId);
    row.setPosition(position);
    row.setAmountMinor(item.amountMinor());
    row.setQuantity(item.quantity());
    row.setBookingFeeMinor(item.charges().bookingFeeMinor());
    row.setTaxBasisPoints(item.charges().taxBasisPoints());
    row.setTaxOnTop(item.charges().taxOnTop());
    row.setTaxMinor(item.charges().taxMinor());
    row.setTicketType("");
    switch (item) {
      case Item.Seat seat -> {
        row.setKind(SEAT);
        row.setPerformanceId(seat.performanceId());
        row.setSeatId(seat.seatId());
        row.setAreaId(seat.areaId());
        row.setSection(seat.section());
        row.setRowLabel(seat.row());
        row.setNumber(seat.number());
        row.setCategory(seat.category());
        row.setTicketTypeId(seat.ticketType().id());
        row.setTicketType(seat.ticketType().displayName());
      }
      case Item.Product product -> {
        row.setKind(PRODUCT);
        row.setSku(product.sku());
        row.setDisplayName(product.displayName());
      }
    }
    return row;
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
