package boxoffice.inventory.house;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.hold.HouseClaims;
import boxoffice.inventory.hold.HouseClaims.House;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.SeatRefusalReason;
import boxoffice.wire.WireException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives blocked seats back to everybody: in PostgreSQL first, then in Redis, because nobody can
/// claim a blocked seat meanwhile. Repeated, it tells Redis again.
final class UnblockSeats {
  private static final Logger LOG = LoggerFactory.getLogger(UnblockSeats.class);

  private final PerformanceChanges changes;
  private final SeatMaps seatMaps;
  private final HouseStore store;
  private final HouseClaims claims;

  UnblockSeats(
      PerformanceChanges changes, SeatMaps seatMaps, HouseStore store, HouseClaims claims) {
    this.changes = changes;
    this.seatMaps = seatMaps;
    this.store = store;
    this.claims = claims;
  }

  /// @param fences that the seats were blocked under, for Redis to know them by
  /// @param hasPool whether Redis has anything to hear
  private record Unblocked(House house, Result result, Map<UUID, Long> fences, boolean hasPool) {}

  /// @throws WireException NOT_FOUND, VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED
  Result unblock(Change change, UUID performanceId, Selection selection) {
    var unblocked =
        changes.inTransaction(inside -> unblockInside(inside, change, performanceId, selection));
    if (unblocked.hasPool() && !unblocked.fences().isEmpty()) {
      tell(unblocked);
    }
    return unblocked.result();
  }

  private Unblocked unblockInside(DSLContext inside, Change change, UUID id, Selection selection) {
    var performance = changes.lock(inside, id, "performance").performance();
    var layout = seatMaps.layout(performance.seatMapId());
    var house = new House(id, performance.seatMapId(), layout);
    var hasPool = store.epoch(inside, id) > 0;
    var done = changes.done(inside, change);
    if (done.isPresent()) {
      var seats = Told.seats(done.get());
      var fences = store.free(inside, id, seats);
      return new Unblocked(house, new Result.Done(seats), fences, hasPool);
    }
    PerformanceLock.exclusive(inside, id);
    var candidates = selection.in(layout);
    var blocked = store.blocked(inside, id);
    var found = candidates.only(blocked.keySet()).seats();
    if (found.size() < candidates.count()) {
      var refused =
          candidates.strict() ? notBlocked(candidates, blocked) : new Result.TooFew(found.size());
      return new Unblocked(house, refused, Map.of(), hasPool);
    }
    var ids = Selection.inPlanOrder(found.subList(0, candidates.count()));
    store.unblock(inside, id, ids);
    changes.record(
        inside,
        change,
        "seats-unblocked",
        performance,
        new PerformanceChanges.Deed(id, Map.of(Told.SEATS, ids), Map.of()));
    var fences = ids.stream().collect(Collectors.toMap(seat -> seat, blocked::get));
    return new Unblocked(house, new Result.Done(ids), fences, hasPool);
  }

  private static Result notBlocked(Selection.Candidates candidates, Map<UUID, Long> blocked) {
    var refused = new LinkedHashMap<UUID, SeatRefusalReason>();
    for (var seat : candidates.ids()) {
      if (!blocked.containsKey(seat)) {
        refused.put(seat, SeatRefusalReason.SEAT_REFUSAL_REASON_NOT_BLOCKED);
      }
    }
    return new Result.Refused(refused);
  }

  /// What Redis does not hear of here is mended from PostgreSQL.
  private void tell(Unblocked unblocked) {
    var layout = unblocked.house().layout();
    var fences = new LinkedHashMap<PlannedSeat, Long>();
    unblocked
        .fences()
        .forEach((id, fence) -> {
          var seat = layout.seat(id);
          if (seat != null) {
            fences.put(seat, fence);
          }
        });
    try {
      claims.unblock(unblocked.house(), fences);
    } catch (WireException e) {
      LOG.warn("Redis did not hear that seats are not blocked any more: {}", e.reason());
    }
  }
}
