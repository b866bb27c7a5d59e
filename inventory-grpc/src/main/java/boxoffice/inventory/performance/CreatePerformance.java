package boxoffice.inventory.performance;

import boxoffice.guard.repetition.Repetition;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.event.Event;
import boxoffice.inventory.event.Events;
import boxoffice.inventory.performance.PerformanceChanges.Deed;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// Creates a performance of an event in a published hall of the same organisation.
///
/// Safe to repeat: the id follows from caller and request id. Its pool is opened after the commit;
/// where that does not succeed, claims answer "unavailable" until it is done again.
final class CreatePerformance {
  private static final int STANDARD_LIMIT = 10;

  private final PerformanceChanges changes;
  private final PerformanceStore store;
  private final Events events;
  private final SeatMaps seatMaps;

  CreatePerformance(
      PerformanceChanges changes, PerformanceStore store, Events events, SeatMaps seatMaps) {
    this.changes = changes;
    this.store = store;
    this.events = events;
    this.seatMaps = seatMaps;
  }

  /// @param state DRAFT, PUBLISHED or OPEN
  /// @param seatsPerHold 0 for the standard of 10
  /// @param seatsPerBuyer 0 for the standard of 10
  record Request(
      String displayName,
      UUID eventId,
      UUID seatMapId,
      Performance.State state,
      SaleTimes times,
      Prices prices,
      int seatsPerHold,
      int seatsPerBuyer,
      boolean orphansAllowed) {}

  /// @throws WireException NOT_FOUND for event and seat map, also for somebody else's;
  ///   VALIDATION_FAILED for prices, for a state that the event does not allow, and for a seat map
  ///   that is not published; IDEMPOTENCY_KEY_REUSED
  Performance create(Change change, Request request) {
    var performance = changes.inTransaction(inside -> createInside(inside, change, request));
    changes.announce(performance);
    return performance;
  }

  private Performance createInside(DSLContext inside, Change change, Request request) {
    var event = events.own(inside, request.eventId());
    var id = change.created("performance");
    var known = store.requestHash(inside, id);
    if (known.isEmpty()) {
      checkState(event, request.state());
      var hall = hall(inside, event, request.seatMapId());
      request.prices().checkCategories(Set.copyOf(hall.categories()), Set.of());
      insert(inside, change, event, performance(id, event, hall, request));
      Repetition.made();
    }
    change.checkSame(known.or(() -> store.requestHash(inside, id)).orElseThrow());
    return store.find(inside, id).orElseThrow();
  }

  private SeatMaps.Published hall(DSLContext inside, Event event, UUID seatMapId) {
    var hall = seatMaps.published(inside, seatMapId);
    if (!event.organisationId().equals(hall.organisationId())) {
      throw WireException.notFound("seat map");
    }
    return hall;
  }

  private static void checkState(Event event, Performance.State state) {
    if (event.state() == Event.State.CANCELLED) {
      throw WireException.invalidField("event_id", "is cancelled");
    }
    if (state != Performance.State.DRAFT && event.state() != Event.State.PUBLISHED) {
      throw WireException.invalidField("state", "the event is not published");
    }
  }

  /// The hall counts its seats itself.
  private Performance performance(UUID id, Event event, SeatMaps.Published hall, Request request) {
    var times = request.times();
    var now = store.now();
    return new Performance(
        id,
        request.seatMapId(),
        request.displayName(),
        times.start(),
        times.onSale(),
        times.offSale(),
        request.prices().currency(),
        request.prices().byCategory(),
        orStandard(request.seatsPerHold()),
        orStandard(request.seatsPerBuyer()),
        0,
        now,
        new Performance.Owner(event.organisationId(), event.eventId(), hall.venueId()),
        request.state(),
        1,
        now,
        request.orphansAllowed(),
        List.of());
  }

  private void insert(DSLContext inside, Change change, Event event, Performance performance) {
    var venue = performance.owner().venueId();
    var names =
        new PerformanceStore.Names(
            event.displayName(), venue == null ? "" : store.venueName(inside, venue));
    if (store.insert(inside, performance, names, change)) {
      changes.record(
          inside,
          change,
          "performance-created",
          performance,
          new Deed(performance.performanceId(), Map.of(), PerformanceJson.of(performance)));
    }
  }

  private static int orStandard(int limit) {
    return limit == 0 ? STANDARD_LIMIT : limit;
  }
}
