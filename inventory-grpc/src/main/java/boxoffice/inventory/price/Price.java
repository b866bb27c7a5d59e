package boxoffice.inventory.price;

import boxoffice.inventory.v1.Charges;
import boxoffice.inventory.v1.LineCharges;
import java.util.Map;

/// What one of something costs, in minor units of a currency that is known elsewhere.
///
/// The tax of a line is rounded once, half up, over all its units: see ADR 56.
///
/// @param amountMinor without the fee
/// @param bookingFeeMinor on top of it
/// @param taxBasisPoints the rate of the tax on both: 1900 is 19 percent
/// @param taxOnTop otherwise the tax is contained in both
public record Price(long amountMinor, long bookingFeeMinor, int taxBasisPoints, boolean taxOnTop) {
  private static final int WHOLE = 10_000;

  public Price {
    if (amountMinor < 0 || bookingFeeMinor < 0 || taxBasisPoints < 0 || taxBasisPoints > WHOLE) {
      throw new IllegalArgumentException("no price: " + amountMinor + ", " + bookingFeeMinor);
    }
  }

  public static Price of(long amountMinor, Charges charges) {
    return new Price(
        amountMinor,
        charges.getBookingFeeMinor(),
        charges.getTaxBasisPoints(),
        charges.getTaxOnTop());
  }

  public Charges charges() {
    return Charges.newBuilder()
        .setBookingFeeMinor(bookingFeeMinor)
        .setTaxBasisPoints(taxBasisPoints)
        .setTaxOnTop(taxOnTop)
        .build();
  }

  /// As audit logs tell of it, under the names of the contract.
  public Map<String, Object> chargesJson() {
    return Map.of(
        "booking_fee_minor", bookingFeeMinor,
        "tax_basis_points", taxBasisPoints,
        "tax_on_top", taxOnTop);
  }

  /// All of it, as audit logs tell of it.
  public Map<String, Object> json() {
    return Map.of("price", amountMinor, "charges", chargesJson());
  }

  /// What so many come to.
  ///
  /// @throws ArithmeticException when that is more than can be counted, which no price and quantity
  ///   that the contract allows is
  public LineCharges line(int quantity) {
    var base = Math.multiplyExact(Math.addExact(amountMinor, bookingFeeMinor), (long) quantity);
    var tax = roundedHalfUp(base, taxOnTop ? WHOLE : WHOLE + taxBasisPoints);
    return LineCharges.newBuilder()
        .setCharges(charges())
        .setTaxMinor(tax)
        .setTotalMinor(taxOnTop ? Math.addExact(base, tax) : base)
        .build();
  }

  private long roundedHalfUp(long base, int divisor) {
    var twice = Math.multiplyExact(Math.multiplyExact(base, (long) taxBasisPoints), 2L);
    return Math.addExact(twice, (long) divisor) / (2L * divisor);
  }
}
