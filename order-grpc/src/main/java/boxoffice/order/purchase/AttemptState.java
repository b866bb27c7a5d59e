package boxoffice.order.purchase;

/// Where a payment attempt stands. From SENT on, money may have moved.
enum AttemptState {
  CREATED,
  SENT,
  PAID,
  DECLINED,
  REQUIRES_ACTION,
  UNKNOWN,
  CANCELLED;

  /// No money moved, and none will.
  boolean isOver() {
    return this == DECLINED || this == CANCELLED;
  }
}
