package boxoffice.order.purchase;

/// Where an order's money stands.
enum PaymentState {
  NONE,
  PAID,
  PARTIALLY_REFUNDED,
  REFUNDED,
  ON_ACCOUNT
}
