package boxoffice.inventory.performance;

import boxoffice.inventory.change.Mask;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a performance is to be from now on, where the mask says so.
///
/// @param startTime null, like the other times and the prices, where the mask does not name it
record PerformanceEdit(
    Mask mask,
    String displayName,
    @Nullable Instant startTime,
    @Nullable Instant onSaleTime,
    @Nullable Instant offSaleTime,
    @Nullable Prices prices,
    int seatsPerHold,
    int seatsPerBuyer,
    boolean orphansAllowed) {
  static final Set<String> FIELDS =
      Set.of(
          "display_name",
          "start_time",
          "on_sale_time",
          "off_sale_time",
          "prices",
          "seats_per_hold",
          "seats_per_buyer",
          "orphans_allowed");

  PerformanceEdit {
    checkLimit(mask, "seats_per_hold", seatsPerHold);
    checkLimit(mask, "seats_per_buyer", seatsPerBuyer);
  }

  private static void checkLimit(Mask mask, String field, int limit) {
    if (mask.has(field) && limit == 0) {
      throw WireException.invalidField(field, "is 0");
    }
  }

  /// @param categories of the hall
  /// @param coming further ones, of a version that is to replace it
  /// @throws WireException VALIDATION_FAILED
  Performance of(Performance before, Set<String> categories, Set<String> coming) {
    if (prices != null) {
      prices.checkCurrency(before.currency());
      prices.checkCategories(categories, coming);
    }
    var times =
        new SaleTimes(
            startTime == null ? before.startTime() : startTime,
            onSaleTime == null ? before.onSaleTime() : onSaleTime,
            offSaleTime == null ? before.offSaleTime() : offSaleTime);
    return new Performance(
        before.performanceId(),
        before.seatMapId(),
        mask.pickName("display_name", displayName, before.displayName()),
        times.start(),
        times.onSale(),
        times.offSale(),
        before.currency(),
        prices == null ? before.prices() : prices.byCategory(),
        mask.pick("seats_per_hold", seatsPerHold, before.seatsPerHold()),
        mask.pick("seats_per_buyer", seatsPerBuyer, before.seatsPerBuyer()),
        before.seatCount(),
        before.createTime(),
        before.owner(),
        before.state(),
        before.revision(),
        before.updateTime(),
        mask.pick("orphans_allowed", orphansAllowed, before.orphansAllowed()),
        before.ticketTypes());
  }
}
