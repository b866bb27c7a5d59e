package boxoffice.order.purchase;

/// What inventory has confirmed about an order's seats. OPEN also while its answer is not known.
enum SeatsState {
  OPEN,
  RESERVED,
  BOOKED,
  FREED
}
