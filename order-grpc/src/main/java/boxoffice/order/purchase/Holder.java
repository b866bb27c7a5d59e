package boxoffice.order.purchase;

/// Whom a partner has sold an order to. Shown and written to, and not logged.
///
/// @param name how the holder is addressed
record Holder(String name, String email) {
  @Override
  public String toString() {
    return "Holder[]";
  }
}
