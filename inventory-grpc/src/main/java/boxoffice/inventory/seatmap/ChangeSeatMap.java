package boxoffice.inventory.seatmap;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.lock.LongTransaction;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.seatmap.SeatMapSummary.State;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/// Changes what the organiser says of a hall beside the plan, and deletes drafts. Each is one
/// transaction, which locks the seat map's row first.
final class ChangeSeatMap {
  private final DSLContext sql;
  private final SeatMapStore store;
  private final HallStore hall;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Clock clock;

  ChangeSeatMap(
      DSLContext sql,
      SeatMapStore store,
      HallStore hall,
      Memberships memberships,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.store = store;
    this.hall = hall;
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
  }

  /// What came of a change.
  sealed interface Result {
    record Done(SeatMapSummary seatMap) implements Result {}

    /// Nothing changed.
    record NotDraft(State state) implements Result {}

    /// There is none of that id.
    record Gone() implements Result {}
  }

  /// @param seen the etag, or empty
  record Request(Change change, UUID seatMapId, String seen) {}

  /// @throws WireException NOT_FOUND for somebody else's, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Result rename(Request request, UnaryOperator<String> edit) {
    return change(
        request,
        EnumSet.allOf(State.class),
        (inside, before) -> {
          var after = before.named(edit.apply(before.displayName()));
          store.update(inside, after, request.change(), clock.instant());
          return new Deed("seat-map-updated", name(before), name(after));
        });
  }

  /// @throws WireException as [#rename], and VALIDATION_FAILED for a seat that the hall has not
  Result mark(Request request, List<UUID> seats, SeatMarks marks) {
    return change(
        request,
        EnumSet.of(State.DRAFT),
        (inside, draft) -> {
          var ordinals = ordinals(inside, draft, seats);
          var before = new TreeMap<Integer, String>();
          hall.marks()
              .find(inside, draft.seatMapId(), ordinals)
              .forEach((ordinal, marked) -> before.put(ordinal, marked.toString()));
          hall.marks().put(inside, draft.seatMapId(), ordinals, marks);
          store.update(inside, draft, request.change(), clock.instant());
          return new Deed(
              "seats-marked",
              Map.of("marks", before),
              Map.of("ordinals", ordinals, "marks", marks.toString()));
        });
  }

  private List<Integer> ordinals(DSLContext inside, SeatMapSummary draft, List<UUID> seats) {
    var known = hall.seats().ordinals(inside, draft.seatMapId(), seats);
    for (int i = 0; i < seats.size(); i++) {
      if (!known.containsKey(seats.get(i))) {
        throw WireException.invalidField("seat_ids[" + i + "]", "is not a seat of the hall");
      }
    }
    return known.values().stream().sorted().toList();
  }

  /// @param edit gives the area back as it is to be
  /// @throws WireException as [#rename], and NOT_FOUND for the area, VALIDATION_FAILED for a
  ///   category that the plan has not
  Result changeArea(Request request, UUID areaId, UnaryOperator<SeatArea> edit) {
    return change(
        request,
        EnumSet.of(State.DRAFT),
        (inside, draft) -> {
          var areas = hall.areas().list(inside, draft.seatMapId());
          var before =
              areas.stream()
                  .filter(area -> area.areaId().equals(areaId))
                  .findFirst()
                  .orElseThrow(() -> WireException.notFound("area"));
          var after = edit.apply(before);
          var plan = SeatPlanReader.read(store.plan(inside, draft.seatMapId()));
          if (!after.isDecoration() && !plan.categories().contains(after.category())) {
            throw WireException.invalidField("category", "is not a category of the plan");
          }
          hall.areas().update(inside, draft.seatMapId(), after);
          var all = areas.stream().map(area -> area.equals(before) ? after : area).toList();
          var priced = draft.priced(plan.with(all).pricedCategories());
          store.update(inside, priced, request.change(), clock.instant());
          return new Deed("area-updated", json(before), json(after));
        });
  }

  /// @throws WireException as [#rename]
  Result delete(Request request) {
    return change(
        request,
        EnumSet.of(State.DRAFT),
        (inside, draft) -> {
          hall.seats().delete(inside, draft.seatMapId(), draft.seatCount());
          store.delete(inside, draft.seatMapId());
          return new Deed("seat-map-deleted", name(draft), Map.of());
        });
  }

  /// For the audit log.
  private record Deed(String action, Map<String, ?> before, Map<String, ?> after) {}

  private Result change(
      Request request, Set<State> states, BiFunction<DSLContext, SeatMapSummary, Deed> edit) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      LongTransaction.begin(inside);
      var locked = store.lock(inside, request.seatMapId());
      if (locked.isEmpty()) {
        return new Result.Gone();
      }
      var before = locked.get().seatMap();
      memberships.check(inside, before.organisationId(), "seat map");
      if (!request.change().isLast(locked.get().lastChange())) {
        Change.checkEtag(request.seen(), before.revision());
        if (!states.contains(before.state())) {
          return new Result.NotDraft(before.state());
        }
        record(inside, request.change(), before, edit.apply(inside, before));
      }
      return store
          .find(inside, request.seatMapId())
          .<Result>map(Result.Done::new)
          .orElseGet(Result.Gone::new);
    });
  }

  private void record(DSLContext inside, Change change, SeatMapSummary before, Deed deed) {
    audit.add(
        inside,
        new AuditLog.Entry(
            before.organisationId(),
            change,
            deed.action(),
            before.seatMapId().toString(),
            deed.before(),
            deed.after()));
  }

  private static Map<String, ?> name(SeatMapSummary seatMap) {
    return Map.of("display_name", seatMap.displayName());
  }

  private static Map<String, ?> json(SeatArea area) {
    return Map.of(
        "area_id",
        area.areaId(),
        "display_name",
        area.displayName(),
        "capacity",
        area.capacity(),
        "category",
        area.category());
  }
}
