package boxoffice.inventory.hold;

import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.wire.WireException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// Holds named seats for a buyer: all of them or none, in one round trip to Redis and none to
/// PostgreSQL.
///
/// Safe to repeat: the hold's id follows from buyer and request id.
final class PlaceHold {
  private final Performances performances;
  private final SeatMaps seatMaps;
  private final Pool pool;
  private final Consumer<Interest> interest;

  PlaceHold(Performances performances, SeatMaps seatMaps, Pool pool, Consumer<Interest> interest) {
    this.performances = performances;
    this.seatMaps = seatMaps;
    this.pool = pool;
    this.interest = interest;
  }

  record Request(UUID buyer, UUID requestId, UUID performanceId, List<UUID> seats) {}

  /// @param claimed what came of it
  record Result(HoldName name, Pool.Claimed claimed) {}

  /// @throws WireException NOT_FOUND for the performance and for a draft, VALIDATION_FAILED for a
  ///   seat that the hall does not have, IDEMPOTENCY_KEY_REUSED, INVENTORY_UNAVAILABLE (nothing was
  ///   held), OUTCOME_UNKNOWN
  Result place(Request request) {
    var performance = performances.published(request.performanceId());
    var seats = seats(performance, request.seats());
    var name = HoldName.of(request.performanceId(), request.buyer(), request.requestId());
    var wanted =
        new Pool.Wanted(
            request.buyer(), performance.seatMapId(), seats, Quote.of(performance, seats));
    var claimed = pool.claim(name, wanted);
    if (claimed instanceof Pool.Claimed.Held) {
      interest.accept(new Interest(request.performanceId(), Interest.Kind.HOLD));
    }
    return new Result(name, claimed);
  }

  /// In plan order, so that two requests that differ in order only are the same.
  private List<PlannedSeat> seats(Performance performance, List<UUID> wanted) {
    var layout = seatMaps.layout(performance.seatMapId());
    if (Set.copyOf(wanted).size() < wanted.size()) {
      throw WireException.invalidField(
          "seats", "a seat is named twice"); // in another case of letters
    }
    return wanted.stream()
        .map(id -> {
          var seat = layout.seat(id);
          if (seat == null) {
            throw WireException.invalidField("seats", id + " is not a seat of the hall");
          }
          return seat;
        })
        .sorted(Comparator.comparingInt(PlannedSeat::ordinal))
        .toList();
  }
}
