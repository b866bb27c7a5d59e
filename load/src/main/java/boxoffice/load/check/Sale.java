package boxoffice.load.check;

import java.util.Map;
import java.util.UUID;

/// What the run sold, as the server's own catalogue has it: what amounts are judged by.
///
/// @param currency ISO 4217, upper case
/// @param pricesMinor of every seat of the house, minor units
/// @param seatsPerBuyer how many one buyer may have, over all his orders
public record Sale(
    UUID performanceId, String currency, Map<UUID, Long> pricesMinor, int seatsPerBuyer) {

  public Sale {
    pricesMinor = Map.copyOf(pricesMinor);
  }

  int capacity() {
    return pricesMinor.size();
  }
}
