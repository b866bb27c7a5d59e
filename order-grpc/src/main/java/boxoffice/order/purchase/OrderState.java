package boxoffice.order.purchase;

/// Where an order stands.
enum OrderState {
  PENDING,
  CONFIRMED,
  REJECTED,
  EXPIRED,
  CANCELLED
}
