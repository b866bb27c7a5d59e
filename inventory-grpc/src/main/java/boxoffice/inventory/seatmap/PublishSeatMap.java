package boxoffice.inventory.seatmap;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.lock.LongTransaction;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.seatmap.MovePerformances.Obstacle;
import boxoffice.inventory.seatmap.SeatMapSummary.State;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Makes a draft usable, for good, and moves the performances to come of the version that it
/// replaces: all in one transaction, so that a crash leaves either the one or the other.
///
/// Locks the draft, the version that it replaces, then what [MovePerformances] locks. While it
/// waits or works, reservations of these performances wait; one that loses patience has done
/// nothing, and so has this.
final class PublishSeatMap {
  private final DSLContext sql;
  private final SeatMapStore store;
  private final MovePerformances movePerformances;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Consumer<PerformancesMoved> moved;
  private final Clock clock;

  /// @param moved hears of it after the commit
  PublishSeatMap(
      DSLContext sql,
      SeatMapStore store,
      MovePerformances movePerformances,
      Memberships memberships,
      AuditLog audit,
      Consumer<PerformancesMoved> moved,
      Clock clock) {
    this.sql = sql;
    this.store = store;
    this.movePerformances = movePerformances;
    this.memberships = memberships;
    this.audit = audit;
    this.moved = moved;
    this.clock = clock;
  }

  /// What came of it.
  sealed interface Result {
    /// @param performances that have moved to this version now
    record Published(SeatMapSummary seatMap, List<UUID> performances) implements Result {}

    record Refused(Obstacle obstacle) implements Result {}

    /// @param newest the version that was published since
    record Outdated(UUID newest) implements Result {}
  }

  /// Safe to repeat.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's, ETAG_MISMATCH,
  ///   IDEMPOTENCY_KEY_REUSED
  Result publish(ChangeSeatMap.Request request) {
    var result =
        sql.transactionResult(transaction -> {
          LongTransaction.begin(transaction.dsl());
          return publish(transaction.dsl(), request);
        });
    if (result instanceof Result.Published published && !published.performances().isEmpty()) {
      moved.accept(new PerformancesMoved(published.performances()));
    }
    return result;
  }

  private Result publish(DSLContext inside, ChangeSeatMap.Request request) {
    var locked =
        store
            .lock(inside, request.seatMapId())
            .orElseThrow(() -> WireException.notFound("seat map"));
    var draft = locked.seatMap();
    memberships.check(inside, draft.organisationId(), "seat map");
    if (request.change().isLast(locked.lastChange())) {
      return new Result.Published(draft, List.of());
    }
    Change.checkEtag(request.seen(), draft.revision());
    return draft.state() == State.DRAFT
        ? publish(inside, request.change(), draft)
        : new Result.Published(draft, List.of());
  }

  private Result publish(DSLContext inside, Change change, SeatMapSummary draft) {
    var before = replaced(inside, draft.replaces());
    if (before.isPresent() && before.get().state() != State.PUBLISHED) {
      return new Result.Outdated(store.newest(inside, draft.hallId()));
    }
    var move = before.map(found -> movePerformances.begin(inside, found, draft));
    var obstacle = move.flatMap(found -> movePerformances.obstacle(inside, found));
    if (obstacle.isPresent()) {
      return new Result.Refused(obstacle.get());
    }
    move.ifPresent(found -> movePerformances.finish(inside, change, found));
    before.ifPresent(
        found -> store.update(inside, found.in(State.REPLACED), change, clock.instant()));
    store.update(inside, draft.in(State.PUBLISHED), change, clock.instant());
    var moved = move.map(MovePerformances.Move::performances).orElse(List.of());
    audit.add(inside, entry(change, draft, moved.size()));
    return new Result.Published(store.find(inside, draft.seatMapId()).orElseThrow(), moved);
  }

  private Optional<SeatMapSummary> replaced(DSLContext inside, @Nullable UUID replaces) {
    return replaces == null
        ? Optional.empty()
        : store.lock(inside, replaces).map(SeatMapStore.Locked::seatMap);
  }

  private static AuditLog.Entry entry(Change change, SeatMapSummary draft, int performances) {
    Map<String, Object> before = new HashMap<>(Map.of("state", State.DRAFT));
    Map<String, Object> after = new HashMap<>(Map.of("state", State.PUBLISHED));
    if (draft.replaces() != null) {
      before.put("seat_map_id", draft.replaces());
      after.put("seat_map_id", draft.seatMapId());
      after.put("performances_moved", performances);
    }
    return new AuditLog.Entry(
        draft.organisationId(),
        change,
        "seat-map-published",
        draft.seatMapId().toString(),
        before,
        after);
  }
}
