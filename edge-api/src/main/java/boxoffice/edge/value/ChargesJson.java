package boxoffice.edge.value;

import boxoffice.inventory.v1.Charges;

/// What belongs to a price.
///
/// @param bookingFeeMinor on top of the price of each one, in the currency's smallest unit
/// @param taxBasisPoints the rate of the tax on both: 1900 is 19 percent
/// @param taxOnTop otherwise the tax is contained in both
public record ChargesJson(long bookingFeeMinor, int taxBasisPoints, boolean taxOnTop) {

  public static ChargesJson of(Charges charges) {
    return new ChargesJson(
        charges.getBookingFeeMinor(), charges.getTaxBasisPoints(), charges.getTaxOnTop());
  }

  public Charges toProto() {
    return Charges.newBuilder()
        .setBookingFeeMinor(bookingFeeMinor)
        .setTaxBasisPoints(taxBasisPoints)
        .setTaxOnTop(taxOnTop)
        .build();
  }
}
