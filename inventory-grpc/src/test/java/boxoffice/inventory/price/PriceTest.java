package boxoffice.inventory.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
  private static final long MOST_MINOR = 100_000_000;
  private static final int MOST_UNITS = 100;
  private static final int WHOLE = 10_000;

  /// Known sums: 19 % contained in 119.00, 7 % on top of 9.50, half a cent goes up.
  @ParameterizedTest
  @CsvSource({
    "11900,   0, 1900, false, 1, 1900, 11900",
    "  950,   0,  700,  true, 1,   67,  1017",
    "  100,   0,  250,  true, 1,    3,   103",
    " 4250, 150, 1900, false, 2, 1405,  8800",
    "  333,   0, 2000,  true, 3,  200,  1199",
    "    0,   0, 1900,  true, 9,    0,     0",
    " 1000,   0,    0, false, 1,    0,  1000"
  })
  void comesTo(long amount, long fee, int rate, boolean onTop, int units, long tax, long total) {
    var line = new Price(amount, fee, rate, onTop).line(units);

    assertThat(line.getTaxMinor()).isEqualTo(tax);
    assertThat(line.getTotalMinor()).isEqualTo(total);
  }

  /// Against the definition, with fractions that are never rounded before the end.
  @RepeatedTest(20)
  void isTheExactTaxRoundedOnceHalfUp() {
    var random = RandomGenerator.getDefault();
    for (var i = 0; i < 1_000; i++) {
      var price =
          new Price(
              random.nextLong(MOST_MINOR + 1),
              random.nextLong(MOST_MINOR + 1),
              random.nextInt(WHOLE + 1),
              random.nextBoolean());
      var units = random.nextInt(1, MOST_UNITS + 1);

      var line = price.line(units);

      var base = BigDecimal.valueOf(price.amountMinor() + price.bookingFeeMinor());
      var all = base.multiply(BigDecimal.valueOf(units));
      var part = all.multiply(BigDecimal.valueOf(price.taxBasisPoints()));
      var whole = price.taxOnTop() ? WHOLE : WHOLE + price.taxBasisPoints();
      var tax = part.divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP);
      assertThat(BigDecimal.valueOf(line.getTaxMinor())).as("%s", price).isEqualByComparingTo(tax);
      assertThat(BigDecimal.valueOf(line.getTotalMinor()))
          .isEqualByComparingTo(price.taxOnTop() ? all.add(tax) : all);
      assertThat(Price.of(price.amountMinor(), price.charges())).isEqualTo(price);
    }
  }

  @Test
  void refusesWhatCannotBeCounted() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new Price(Long.MAX_VALUE, 1, 0, false).line(1));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new Price(Long.MAX_VALUE / 2, 0, 0, false).line(3));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new Price(Long.MAX_VALUE / 2, 0, 1900, true).line(1));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Price(-1, 0, 0, false));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Price(1, 0, WHOLE + 1, false));
  }
}
