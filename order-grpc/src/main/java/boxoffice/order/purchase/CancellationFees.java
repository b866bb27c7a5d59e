package boxoffice.order.purchase;

/// What was kept of what was paid for cancelled items.
///
/// Of money that the provider took it is what it still has beyond the price of the items that are
/// left, and the fees at most: somebody may have given back at the provider what was kept here.
final class CancellationFees {
  private CancellationFees() {}

  /// @return in the smallest unit of the order's currency
  static long minor(Order order) {
    return switch (order.paymentState()) {
      case NONE -> 0;
      case ON_ACCOUNT -> agreed(order);
      case PAID, PARTIALLY_REFUNDED, REFUNDED ->
          Math.clamp(stayingMinor(order) - order.totalMinor(order.left()), 0, agreed(order));
    };
  }

  private static long agreed(Order order) {
    return order.cancellations().stream()
        .filter(Cancellation::isDone)
        .mapToLong(done -> done.verdict().feeMinor())
        .reduce(0, Math::addExact);
  }

  /// What is not on its way back of the money that pays the order.
  private static long stayingMinor(Order order) {
    var staying = 0L;
    for (var attempt : order.attempts()) {
      var paid = attempt.paid();
      if (attempt.state() == AttemptState.PAID && paid != null) {
        staying += paid.amountMinor() - order.refundingMinor(attempt.id());
      }
    }
    return staying;
  }
}
