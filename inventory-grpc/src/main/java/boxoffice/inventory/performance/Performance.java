package boxoffice.inventory.performance;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A dated occurrence of an event in a hall.
///
/// @param prices of one seat, in minor units of the currency, by category
/// @param seatsPerHold how many seats one hold may have
/// @param seatsPerBuyer how many seats one buyer may have, over all holds and orders
public record Performance(
    UUID performanceId,
    UUID seatMapId,
    String displayName,
    Instant startTime,
    Instant onSaleTime,
    Instant offSaleTime,
    String currency,
    Map<String, Long> prices,
    int seatsPerHold,
    int seatsPerBuyer,
    int seatCount,
    Instant createTime) {
  public Performance {
    prices = Map.copyOf(prices);
  }
}
