package boxoffice.inventory.seatmap;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.lock.LongTransaction;
import boxoffice.inventory.seatmap.SeatMapSummary.State;
import boxoffice.inventory.venue.Venues;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Imports a hall from a plan's file, for a venue of the caller's.
///
/// Safe to repeat: the id follows from caller and request id, and the same file finds the same seat
/// map. Another file under the same request id is IDEMPOTENCY_KEY_REUSED; a file that is no plan is
/// VALIDATION_FAILED and stores nothing. All of it is stored or nothing.
///
/// What the organiser said of seats and areas of the version that it replaces is taken over.
final class ImportSeatMap {
  private static final String REPLACES = "header.replaces_seat_map_id";

  private final DSLContext sql;
  private final SeatMapStore store;
  private final HallStore hall;
  private final Venues venues;
  private final AuditLog audit;
  private final Clock clock;

  ImportSeatMap(
      DSLContext sql,
      SeatMapStore store,
      HallStore hall,
      Venues venues,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.store = store;
    this.hall = hall;
    this.venues = venues;
    this.audit = audit;
    this.clock = clock;
  }

  /// @param header what the caller says of it, hashed
  /// @param displayName the plan's own name where empty
  /// @param replaces the version before
  record Request(
      Change header,
      String displayName,
      UUID venueId,
      @Nullable UUID replaces,
      boolean published,
      ByteString plan) {}

  /// @throws WireException NOT_FOUND for the venue and the seat map to replace, VALIDATION_FAILED,
  ///   IDEMPOTENCY_KEY_REUSED
  SeatMapSummary importSeatMap(Request request) {
    var file = request.plan().toByteArray();
    var change = withPlan(request.header(), file);
    venues.organisationOf(sql, request.venueId()); // before anybody reads 16 MiB for nothing
    var known = same(sql, change);
    if (known.isPresent()) {
      return known.get();
    }
    if (request.published() && request.replaces() != null) {
      throw WireException.invalidField("header.published", "only where it replaces nothing");
    }
    var plan = SeatPlanReader.read(file);
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      LongTransaction.begin(inside);
      return store(inside, request, change, plan);
    });
  }

  private SeatMapSummary store(
      DSLContext inside, Request request, Change change, SeatPlanReader.Result plan) {
    var organisation = venues.organisationOf(inside, request.venueId());
    var before = before(inside, request);
    var read =
        before.map(found -> plan.saying(hall.areas().list(inside, found.seatMapId()))).orElse(plan);
    var seatMap = seatMap(request, organisation, before, read);
    if (!store.insert(inside, seatMap, request.plan().toByteArray(), change)) {
      return same(inside, change)
          .orElseThrow(
              () -> WireException.invalidField(REPLACES, "another draft replaces it already"));
    }
    hall.insert(inside, seatMap.seatMapId(), read);
    before.ifPresent(found -> takeMarksOver(inside, found, seatMap, read.layout()));
    audit.add(inside, entry(change, seatMap));
    return store.find(inside, seatMap.seatMapId()).orElseThrow();
  }

  private void takeMarksOver(
      DSLContext inside, SeatMapSummary before, SeatMapSummary after, SeatMapLayout layout) {
    var marks = new HashMap<Integer, SeatMarks>();
    hall.marks()
        .bySeat(inside, before.seatMapId())
        .forEach((id, mark) -> {
          var seat = layout.seat(id);
          if (seat != null) {
            marks.put(seat.ordinal(), mark);
          }
        });
    hall.marks().insert(inside, after.seatMapId(), marks);
  }

  /// What the same request stored before.
  private Optional<SeatMapSummary> same(DSLContext inside, Change change) {
    var id = change.created("seat_map");
    var hash = store.requestHash(inside, id);
    hash.ifPresent(change::checkSame);
    return hash.flatMap(_ -> store.find(inside, id));
  }

  private SeatMapSummary seatMap(
      Request request,
      UUID organisation,
      Optional<SeatMapSummary> before,
      SeatPlanReader.Result plan) {
    var id = request.header().created("seat_map");
    return new SeatMapSummary(
        id,
        request.venueId(),
        organisation,
        request.displayName().isEmpty() ? plan.name() : request.displayName(),
        plan.layout().seats().size(),
        plan.pricedCategories(),
        DatabaseTime.now(clock),
        request.published() ? State.PUBLISHED : State.DRAFT,
        before.map(SeatMapSummary::hallId).orElse(id),
        before.map(found -> found.version() + 1).orElse(1),
        request.replaces(),
        1,
        0);
  }

  /// The version to replace, which stays the newest while the transaction lasts.
  private Optional<SeatMapSummary> before(DSLContext inside, Request request) {
    if (request.replaces() == null) {
      return Optional.empty();
    }
    var before =
        store
            .share(inside, request.replaces())
            .filter(found -> request.venueId().equals(found.venueId()))
            .orElseThrow(() -> WireException.notFound("seat map"));
    if (before.state() != State.PUBLISHED) {
      throw WireException.invalidField(REPLACES, "is not the newest published version");
    }
    return Optional.of(before);
  }

  private static AuditLog.Entry entry(Change change, SeatMapSummary seatMap) {
    Map<String, Object> after = new HashMap<>();
    after.put("display_name", seatMap.displayName());
    after.put("venue_id", seatMap.venueId());
    after.put("seat_count", seatMap.seatCount());
    after.put("state", seatMap.state());
    after.put("version", seatMap.version());
    if (seatMap.replaces() != null) {
      after.put("replaces_seat_map_id", seatMap.replaces());
    }
    return new AuditLog.Entry(
        seatMap.organisationId(),
        change,
        "seat-map-imported",
        seatMap.seatMapId().toString(),
        Map.of(),
        after);
  }

  /// The change of which the plan is a part too.
  private static Change withPlan(Change header, byte[] plan) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(header.hashBytes());
      var hash = ByteString.copyFrom(digest.digest(plan));
      return new Change(header.actor(), header.requestId(), header.id(), hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
