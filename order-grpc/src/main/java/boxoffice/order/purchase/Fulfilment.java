package boxoffice.order.purchase;

/// Whether the buyer has what was bought.
enum Fulfilment {
  UNFULFILLED,
  ISSUED,
  CHECKED_IN,
  COLLECTED;

  /// What the buyer has now. What is stored of a cancelled order goes on saying how far it had
  /// come, but its tickets are void; goods that were collected stay with the buyer.
  static Fulfilment of(Order order) {
    var isVoid = order.state() == OrderState.CANCELLED && order.fulfilment() == ISSUED;
    return isVoid ? UNFULFILLED : order.fulfilment();
  }
}
