package boxoffice.order.purchase;

/// Fee and tax of an item, as the hold quoted them. Inventory has worked them out; an order copies
/// them.
///
/// @param bookingFeeMinor of one
/// @param taxBasisPoints 1900 is 19 percent
/// @param taxOnTop otherwise the tax is contained in price and fee
/// @param taxMinor of all units
record Charges(long bookingFeeMinor, int taxBasisPoints, boolean taxOnTop, long taxMinor) {
  static final Charges NONE = new Charges(0, 0, false, 0);

  /// @throws ArithmeticException for more than can be counted
  long totalMinor(long amountMinor, int quantity) {
    var base = Math.multiplyExact(Math.addExact(amountMinor, bookingFeeMinor), (long) quantity);
    return taxOnTop ? Math.addExact(base, taxMinor) : base;
  }
}
