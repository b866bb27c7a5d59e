package boxoffice.order.purchase;

/// Whether the buyer has what was bought.
enum Fulfilment {
  UNFULFILLED,
  ISSUED,
  CHECKED_IN,
  COLLECTED
}
