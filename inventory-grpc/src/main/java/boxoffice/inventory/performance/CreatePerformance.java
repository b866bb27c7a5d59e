package boxoffice.inventory.performance;

import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/// Creates a performance of a hall and opens its pool.
///
/// Safe to repeat: the id follows from caller and request id. A call that dies between the two
/// leaves a performance that answers "unavailable" to claims until the call is repeated or the
/// service starts again.
final class CreatePerformance {
  private static final int STANDARD_LIMIT = 10;

  private final PerformanceStore store;
  private final SeatMaps seatMaps;
  private final Consumer<Performance> openPool;
  private final Clock clock;

  CreatePerformance(
      PerformanceStore store, SeatMaps seatMaps, Consumer<Performance> openPool, Clock clock) {
    this.store = store;
    this.seatMaps = seatMaps;
    this.openPool = openPool;
    this.clock = clock;
  }

  /// @param prices by category, in minor units
  /// @param seatsPerHold 0 for the standard of 10
  /// @param seatsPerBuyer 0 for the standard of 10
  /// @param hash of the request: the same request id with another one is refused
  record Request(
      String caller,
      UUID requestId,
      ByteString hash,
      String displayName,
      UUID seatMapId,
      SaleTimes times,
      Prices prices,
      int seatsPerHold,
      int seatsPerBuyer) {}

  record SaleTimes(Instant start, Instant onSale, Instant offSale) {}

  record Prices(String currency, Map<String, Long> byCategory) {}

  /// @throws WireException NOT_FOUND for the seat map, VALIDATION_FAILED for the prices,
  ///   IDEMPOTENCY_KEY_REUSED
  Performance create(Request request) {
    var id = DerivedId.of("performance", request.caller(), request.requestId().toString());
    var known = store.findHash(id);
    if (known.isEmpty()) {
      store.insert(performance(id, request), request.hash().toByteArray(), request.caller());
    }
    var hash = known.or(() -> store.findHash(id)).orElseThrow();
    if (!request.hash().equals(ByteString.copyFrom(hash))) {
      throw WireException.keyReused();
    }
    var performance = store.find(id).orElseThrow();
    openPool.accept(performance);
    return performance;
  }

  private Performance performance(UUID id, Request request) {
    var layout = seatMaps.layout(request.seatMapId());
    checkPrices(layout.categories(), request.prices().byCategory().keySet());
    var times = request.times();
    return new Performance(
        id,
        request.seatMapId(),
        request.displayName(),
        micros(times.start()),
        micros(times.onSale()),
        micros(times.offSale()),
        request.prices().currency(),
        request.prices().byCategory(),
        orStandard(request.seatsPerHold()),
        orStandard(request.seatsPerBuyer()),
        layout.seats().size(),
        micros(clock.instant()),
        new Performance.Owner(null, null, null),
        Performance.State.OPEN,
        1,
        micros(clock.instant()));
  }

  private static void checkPrices(Set<String> categories, Set<String> priced) {
    if (!priced.containsAll(categories)) {
      var missing = new TreeSet<>(categories);
      missing.removeAll(priced);
      throw WireException.invalidField("prices", "no price for " + missing);
    }
    if (!categories.containsAll(priced)) {
      var unknown = new TreeSet<>(priced);
      unknown.removeAll(categories);
      throw WireException.invalidField("prices", "the seat map has no seat of " + unknown);
    }
  }

  private static int orStandard(int limit) {
    return limit == 0 ? STANDARD_LIMIT : limit;
  }

  /// What the database keeps of a time.
  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
