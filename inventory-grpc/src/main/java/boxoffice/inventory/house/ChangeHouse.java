package boxoffice.inventory.house;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.hold.Fence;
import boxoffice.inventory.hold.HouseClaims;
import boxoffice.inventory.hold.HouseClaims.Aside;
import boxoffice.inventory.hold.HouseClaims.End;
import boxoffice.inventory.hold.HouseClaims.House;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does something to seats that nobody has: all of them or none.
///
/// First sets them aside in Redis, then writes PostgreSQL under the performance's lock had alone,
/// then says in Redis what they are. A crash before the second leaves nothing but seats that lapse
/// within ten seconds; one after it leaves PostgreSQL right, which every reservation asks, and a
/// pool that is mended from it. Safe to repeat: what is set aside is found again by the change's
/// id, and a change that was made is answered as the audit log tells of it.
final class ChangeHouse {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeHouse.class);
  private static final int AT_ONCE = 1_000;

  private final PerformanceChanges changes;
  private final SeatMaps seatMaps;
  private final HouseStore store;
  private final HouseClaims claims;

  ChangeHouse(PerformanceChanges changes, SeatMaps seatMaps, HouseStore store, HouseClaims claims) {
    this.changes = changes;
    this.seatMaps = seatMaps;
    this.store = store;
    this.claims = claims;
  }

  /// @param selection which seats
  record Request(Change change, UUID performanceId, Deed deed, Selection selection) {}

  /// How far one transaction has got.
  private sealed interface Begun {
    record Over(Result result) implements Begun {}

    record ToSetAside(House house, Selection.Candidates candidates) implements Begun {}
  }

  /// What was set aside under one id.
  private record Part(UUID claim, Aside.Done aside) {}

  /// @throws WireException NOT_FOUND, VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED,
  ///   INVENTORY_UNAVAILABLE (nothing happened), OUTCOME_UNKNOWN
  Result run(Request request) {
    return switch (changes.inTransaction(inside -> begin(inside, request))) {
      case Begun.Over over -> over.result();
      case Begun.ToSetAside toSetAside -> throughPool(request, toSetAside);
    };
  }

  private Begun begin(DSLContext inside, Request request) {
    var id = request.performanceId();
    var performance = changes.lock(inside, id, "performance").performance();
    var done = changes.done(inside, request.change());
    if (done.isPresent()) {
      return new Begun.Over(new Result.Done(Told.seats(done.get())));
    }
    var layout = seatMaps.layout(performance.seatMapId());
    var candidates = request.selection().in(layout);
    if (store.epoch(inside, id) == 0) {
      PerformanceLock.exclusive(inside, id);
      // whoever begins a pool from now on reads what is written here
      if (store.epoch(inside, id) == 0) {
        return new Begun.Over(withoutPool(inside, request, performance));
      }
    }
    if (candidates.strict()) {
      var obstacles = request.deed().obstacles(inside, id, candidates.ids());
      if (!obstacles.isEmpty()) {
        return new Begun.Over(new Result.Refused(obstacles));
      }
    }
    return new Begun.ToSetAside(new House(id, performance.seatMapId(), layout), candidates);
  }

  private Result withoutPool(DSLContext inside, Request request, Performance performance) {
    var id = request.performanceId();
    var candidates = request.selection().in(seatMaps.layout(performance.seatMapId()));
    var obstacles = request.deed().obstacles(inside, id, candidates.ids());
    if (candidates.strict() && !obstacles.isEmpty()) {
      return new Result.Refused(obstacles);
    }
    var free =
        candidates.seats().stream().filter(seat -> !obstacles.containsKey(seat.seatId())).toList();
    if (free.size() < candidates.count()) {
      return new Result.TooFew(free.size());
    }
    var seats = candidates.count() == 0 ? free : free.subList(0, candidates.count());
    return write(inside, request, performance, seats, store.nextFence(inside, id));
  }

  private Result throughPool(Request request, Begun.ToSetAside toSetAside) {
    var house = toSetAside.house();
    var parts = new ArrayList<Part>();
    for (var wanted : batches(request.deed(), toSetAside.candidates())) {
      var claim = claimId(request.change(), parts.size());
      switch (claims.setAside(house, claim, wanted)) {
        case Aside.Done aside -> parts.add(new Part(claim, aside));
        case Aside.Refused refused -> {
          return unlessDone(request.change(), new Result.Refused(refused.seats()));
        }
        case Aside.TooFew few -> {
          return unlessDone(request.change(), new Result.TooFew(few.available()));
        }
      }
    }
    parts.removeIf(part -> part.aside().seats().isEmpty());
    var result = changes.inTransaction(inside -> finish(inside, request, parts));
    var deed = request.deed();
    var end =
        result instanceof Result.Done done && Set.copyOf(done.seats()).equals(ids(parts))
            ? deed.end()
            : End.freeFor(deed.channel()); // the same request has others already
    parts.forEach(part -> settle(house, part, end));
    return result;
  }

  /// As many as are free are set aside some at a time, so that Redis does nothing else for long.
  private static List<HouseClaims.Wanted> batches(Deed deed, Selection.Candidates candidates) {
    var seats = candidates.seats();
    if (candidates.count() > 0) {
      return List.of(
          new HouseClaims.Wanted(deed.channel(), seats, candidates.count(), candidates.strict()));
    }
    var batches = new ArrayList<HouseClaims.Wanted>();
    for (int from = 0; from < seats.size(); from += AT_ONCE) {
      var some = seats.subList(from, Math.min(seats.size(), from + AT_ONCE));
      batches.add(new HouseClaims.Wanted(deed.channel(), some, 0, false));
    }
    return batches;
  }

  private static UUID claimId(Change change, int part) {
    return DerivedId.of("set_aside", change.id().toString(), Integer.toString(part));
  }

  /// The same request at the same moment may have had the seats.
  private Result unlessDone(Change change, Result otherwise) {
    return changes
        .inTransaction(inside -> changes.done(inside, change))
        .<Result>map(told -> new Result.Done(Told.seats(told)))
        .orElse(otherwise);
  }

  private Result finish(DSLContext inside, Request request, List<Part> parts) {
    var id = request.performanceId();
    var performance = changes.lock(inside, id, "performance").performance();
    var done = changes.done(inside, request.change());
    if (done.isPresent()) {
      return new Result.Done(Told.seats(done.get()));
    }
    PerformanceLock.exclusive(inside, id);
    var epoch = store.epoch(inside, id);
    if (parts.stream().anyMatch(part -> Fence.epoch(part.aside().fence()) != epoch)) {
      throw HouseStore.unavailable("claims of this performance are being rebuilt");
    }
    var obstacles = request.deed().obstacles(inside, id, ids(parts));
    if (!obstacles.isEmpty()) {
      return new Result.Refused(obstacles);
    }
    var fence = parts.isEmpty() ? 0 : parts.getFirst().aside().fence();
    return write(inside, request, performance, seats(parts), fence);
  }

  private Result write(
      DSLContext inside,
      Request request,
      Performance performance,
      List<PlannedSeat> seats,
      long fence) {
    var deed = request.deed();
    var id = request.performanceId();
    var ids = Selection.inPlanOrder(seats);
    if (!seats.isEmpty()) {
      deed.write(inside, id, seats, fence);
      store.noteChange(inside, id);
    }
    changes.record(
        inside,
        request.change(),
        deed.action(),
        performance,
        new PerformanceChanges.Deed(id, deed.before(ids), deed.after(ids)));
    return new Result.Done(ids);
  }

  private static List<PlannedSeat> seats(List<Part> parts) {
    return parts.stream().flatMap(part -> part.aside().seats().stream()).toList();
  }

  private static Set<UUID> ids(List<Part> parts) {
    return seats(parts).stream().map(PlannedSeat::seatId).collect(Collectors.toSet());
  }

  /// What Redis does not hear of here lapses there, and is mended from PostgreSQL.
  private void settle(House house, Part part, End end) {
    try {
      claims.settle(house, part.claim(), part.aside(), end);
    } catch (WireException e) {
      LOG.warn("Redis did not hear of a change by the house: {}", e.reason());
    }
  }
}
