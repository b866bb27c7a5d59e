package boxoffice.load.report;

import java.time.Duration;
import java.util.Locale;

/// How numbers are written: three significant digits, thousands apart by a narrow space that does
/// not break, `–` where there is none.
final class Numbers {
  static final char GAP = '\u202f';
  static final String NONE = "–";
  private static final int DIGITS = 3;
  private static final int MOST_DECIMALS = 5;

  private Numbers() {}

  static String count(long value) {
    return grouped("%,d".formatted(value));
  }

  static String decimal(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    var magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    var decimals = value == 0 ? 0 : Math.clamp(DIGITS - 1 - magnitude, 0, MOST_DECIMALS);
    return grouped(String.format(Locale.ROOT, "%,." + decimals + "f", value));
  }

  static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.1f", share * 100) + GAP + "%"
        : NONE;
  }

  static String duration(Duration duration) {
    var hours = duration.toHours();
    if (hours > 0) {
      return hours + GAP_STRING + "h " + duration.toMinutesPart() + GAP_STRING + "min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + GAP_STRING + "min " + duration.toSecondsPart() + GAP_STRING + "s"
        : decimal(duration.toMillis() / 1000.0) + GAP_STRING + "s";
  }

  private static final String GAP_STRING = String.valueOf(GAP);

  private static String grouped(String text) {
    return text.replace(',', GAP);
  }
}
