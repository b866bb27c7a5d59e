package boxoffice.inventory.performance;

import boxoffice.wire.WireException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When a performance begins and when it sells, as the database keeps it; VALIDATION_FAILED where
/// that is in no order.
record SaleTimes(Instant start, Instant onSale, Instant offSale) {
  SaleTimes {
    start = micros(start);
    onSale = micros(onSale);
    offSale = micros(offSale);
    if (!onSale.isBefore(offSale) || offSale.isAfter(start)) {
      throw WireException.invalidField(
          "off_sale_time", "on_sale_time < off_sale_time <= start_time");
    }
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
