package boxoffice.inventory.performance;

import boxoffice.inventory.change.DatabaseTime;
import boxoffice.wire.WireException;
import java.time.Instant;

/// When a performance begins and when it sells, as the database keeps it; VALIDATION_FAILED where
/// that is in no order.
record SaleTimes(Instant start, Instant onSale, Instant offSale) {
  SaleTimes {
    start = DatabaseTime.of(start);
    onSale = DatabaseTime.of(onSale);
    offSale = DatabaseTime.of(offSale);
    if (!onSale.isBefore(offSale) || offSale.isAfter(start)) {
      throw WireException.invalidField(
          "off_sale_time", "on_sale_time < off_sale_time <= start_time");
    }
  }
}
