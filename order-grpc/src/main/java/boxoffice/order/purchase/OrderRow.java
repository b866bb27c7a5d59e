package boxoffice.order.purchase;

import boxoffice.db.orders.tables.records.CancellationRecord;
import boxoffice.db.orders.tables.records.OrderItemRecord;
import boxoffice.db.orders.tables.records.OrderRecord;
import boxoffice.db.orders.tables.records.PaymentAttemptRecord;
import boxoffice.db.orders.tables.records.RefundRecord;
import boxoffice.order.item.OrderCode;
import boxoffice.order.payment.PaymentAction;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stored rows as orders.
final class OrderRow {
  private static final String SEAT = "SEAT";
  private static final String PRODUCT = "PRODUCT";

  private OrderRow() {}

  /// What was paid of an order, what goes back, and why.
  record Money(List<Attempt> attempts, List<Refund> refunds, List<Cancellation> cancellations) {
    Money {
      attempts = List.copyOf(attempts);
      refunds = List.copyOf(refunds);
      cancellations = List.copyOf(cancellations);
    }
  }

  /// @param holdNames none for an order from before there were several
  static Order toOrder(
      OrderRecord row, List<String> holdNames, List<OrderItemRecord> items, Money money) {
    var terms =
        new Order.Terms(
            row.getOrderId(),
            row.getBuyerId(),
            Sha256.of(row.getRequestHash()),
            holdNames.isEmpty() ? List.of(row.getHoldName()) : holdNames,
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
                row.getCollectedAt(),
                toHolder(row)));
    var standing =
        new Order.Standing(
            OrderState.valueOf(row.getState()),
            Objects.requireNonNullElse(row.getStateSince(), row.getUpdatedAt()),
            PaymentState.valueOf(row.getPaymentState()),
            Fulfilment.valueOf(row.getFulfilment()),
            SeatsState.valueOf(row.getSeats()),
            toRejection(row));
    return new Order(
        terms,
        row.getVersion(),
        standing,
        money.attempts(),
        money.refunds(),
        money.cancellations());
  }

  private static @Nullable Holder toHolder(OrderRecord row) {
    var name = row.getHolderName();
    var email = row.getHolderEmail();
    return name == null || email == null ? null : new Holder(name, email);
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
    var asked =
        new Attempt.Asked(
            row.getConfirmations(),
            row.getConfirmAgain(),
            row.getToRead(),
            row.getReadAt(),
            row.getReadAt() == null
                ? null
                : new PaymentAction(row.getActionUrl(), row.getActionSecret()));
    var paid =
        row.getPaidMinor() == 0
            ? null
            : new Attempt.Paid(
                row.getPaidMinor(),
                Objects.requireNonNullElse(row.getPaidCurrency(), row.getCurrency()));
    return new Attempt(
        row.getAttemptId(),
        row.getNumber(),
        row.getPaymentMethod(),
        AttemptState.valueOf(row.getState()),
        row.getProviderRef(),
        row.getCreation(),
        row.getDeclineCode(),
        asked,
        new Attempt.Marks(row.getEnded(), row.getWithheld(), row.getRefundsToList()),
        paid);
  }

  static Refund toRefund(RefundRecord row) {
    var claim =
        new Refund.Claim(
            row.getAttemptId(),
            Refund.Reason.valueOf(row.getReason()),
            row.getBasisId(),
            row.getNumber(),
            row.getAmountMinor(),
            row.getCurrency());
    return new Refund(
        row.getRefundId(),
        claim,
        RefundState.valueOf(row.getState()),
        row.getCreation(),
        row.getLookUp(),
        row.getProviderRef(),
        row.getCreatedAt());
  }

  static Cancellation toCancellation(CancellationRecord row) {
    var refusal = row.getRefusal();
    var verdict =
        new CancelPolicy.Verdict(
            refusal == null ? null : Cancellation.Refusal.valueOf(refusal),
            row.getUntilAt(),
            row.getFeeMinor());
    return new Cancellation(
        row.getCancellationId(),
        toWish(row),
        Cancellation.State.valueOf(row.getState()),
        verdict,
        row.getFreed(),
        row.getAskedAt());
  }

  private static Cancellation.Wish toWish(CancellationRecord row) {
    var positions = row.getPositions();
    var organiser = row.getOrganiser();
    return new Cancellation.Wish(
        positions == null ? List.of() : List.of(positions),
        organiser == null
            ? null
            : new Cancellation.Organiser(
                organiser, Objects.requireNonNullElse(row.getReason(), "")));
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
