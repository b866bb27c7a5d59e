package boxoffice.inventory.performance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When a performance begins and when it sells, as the database keeps it.
record SaleTimes(Instant start, Instant onSale, Instant offSale) {
  SaleTimes {
    start = micros(start);
    onSale = micros(onSale);
    offSale = micros(offSale);
  }

  boolean isInOrder() {
    return onSale.isBefore(offSale) && !offSale.isAfter(start);
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
