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

  /// Never says all or nothing where it is not.
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    var text = String.format(Locale.ROOT, "%.1f", share * 100);
    var shown =
        text.equals("0.0") && share > 0
            ? "<0.1"
            : text.equals("100.0") && share < 1 ? ">99.9" : text;
    return shown + GAP + "%";
  }

  static String duration(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + "\u202fh" + rest(duration.toMinutesPart(), "min");
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + "\u202fmin" + rest(duration.toSecondsPart(), "s")
        : decimal(duration.toMillis() / 1000.0) + "\u202fs";
  }

  private static String rest(int number, String unit) {
    return number == 0 ? "" : "\u00a0" + number + "\u202f" + unit;
  }

  private static String grouped(String text) {
    return text.replace(',', GAP);
  }
}
