package boxoffice.order.purchase;

/// Where a refund stands. From SENT on, the money may be on its way.
enum RefundState {
  CREATED,
  SENT,
  SUCCEEDED,
  FAILED,
  UNKNOWN;

  boolean isOver() {
    return this == SUCCEEDED || this == FAILED;
  }
}
