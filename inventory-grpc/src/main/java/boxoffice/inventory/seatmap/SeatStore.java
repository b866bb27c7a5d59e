package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT;
import static boxoffice.db.inventory.Tables.SEAT_MARK;
import static boxoffice.db.inventory.Tables.SEGMENT;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;

/// The seats of halls in PostgreSQL, and who sits beside whom.
final class SeatStore {
  private static final int ROWS_PER_STATEMENT = 2_000;
  private static final int DELETED_AT_ONCE = 10_000;

  void insert(DSLContext inside, UUID seatMapId, SeatMapLayout layout) {
    insertSeats(inside, seatMapId, layout.seats());
    insertSegments(inside, seatMapId, layout.segments());
  }

  private static void insertSeats(DSLContext inside, UUID seatMapId, List<PlannedSeat> seats) {
    for (int from = 0; from < seats.size(); from += ROWS_PER_STATEMENT) {
      var insert =
          inside.insertInto(
              SEAT,
              SEAT.SEAT_MAP_ID,
              SEAT.ORDINAL,
              SEAT.SEAT_ID,
              SEAT.SECTION,
              SEAT.ROW_LABEL,
              SEAT.ROW_ORDINAL,
              SEAT.NUMBER,
              SEAT.CATEGORY,
              SEAT.SEGMENT);
      for (var seat : seats.subList(from, Math.min(seats.size(), from + ROWS_PER_STATEMENT))) {
        insert =
            insert.values(
                seatMapId,
                seat.ordinal(),
                seat.seatId(),
                seat.section(),
                seat.row(),
                seat.rowOrdinal(),
                seat.number(),
                seat.category(),
                seat.segment());
      }
      insert.execute();
    }
  }

  private static void insertSegments(DSLContext inside, UUID seatMapId, List<Segment> segments) {
    for (int from = 0; from < segments.size(); from += ROWS_PER_STATEMENT) {
      var insert =
          inside.insertInto(
              SEGMENT,
              SEGMENT.SEAT_MAP_ID,
              SEGMENT.SEGMENT_,
              SEGMENT.SECTION,
              SEGMENT.FIRST_ORDINAL,
              SEGMENT.LENGTH);
      for (int number = from;
          number < Math.min(segments.size(), from + ROWS_PER_STATEMENT);
          number++) {
        var segment = segments.get(number);
        insert =
            insert.values(
                seatMapId, number, segment.section(), segment.firstOrdinal(), segment.length());
      }
      insert.execute();
    }
  }

  /// The seats of a hall as they were planned; empty where there is none.
  Optional<SeatMapLayout> layout(DSLContext sql, UUID seatMapId) {
    var seats =
        sql.selectFrom(SEAT)
            .where(SEAT.SEAT_MAP_ID.eq(seatMapId))
            .orderBy(SEAT.ORDINAL)
            .fetch(SeatStore::seat);
    if (seats.isEmpty()) {
      return Optional.empty();
    }
    var segments =
        sql.selectFrom(SEGMENT)
            .where(SEGMENT.SEAT_MAP_ID.eq(seatMapId))
            .orderBy(SEGMENT.SEGMENT_)
            .fetch(
                row -> new Segment(row.getSection(), row.getFirstOrdinal(), row.getLength(), 0, 0));
    return Optional.of(new SeatMapLayout(new ArrayList<>(seats), segments));
  }

  /// A seat as it is listed.
  record MarkedSeat(PlannedSeat seat, SeatMarks marks) {}

  /// The seats of up to `rows` rows behind a row, in the plan's order, but not more than `limit`.
  List<MarkedSeat> seatsOfRows(DSLContext sql, UUID seatMapId, int afterRow, int rows, int limit) {
    return sql.select(SEAT.fields())
        .select(SEAT_MARK.ACCESSIBLE, SEAT_MARK.COMPANION, SEAT_MARK.RESTRICTED_VIEW)
        .from(SEAT)
        .leftJoin(SEAT_MARK)
        .on(SEAT_MARK.SEAT_MAP_ID.eq(SEAT.SEAT_MAP_ID))
        .and(SEAT_MARK.ORDINAL.eq(SEAT.ORDINAL))
        .where(SEAT.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT.ROW_ORDINAL.gt(afterRow))
        .and(SEAT.ROW_ORDINAL.le(afterRow + rows))
        .orderBy(SEAT.ROW_ORDINAL, SEAT.ORDINAL)
        .limit(limit)
        .fetch(row -> new MarkedSeat(seat(row), marks(row)));
  }

  private static SeatMarks marks(Record row) {
    return row.get(SEAT_MARK.ACCESSIBLE) == null
        ? SeatMarks.NONE
        : new SeatMarks(
            row.get(SEAT_MARK.ACCESSIBLE),
            row.get(SEAT_MARK.COMPANION),
            row.get(SEAT_MARK.RESTRICTED_VIEW));
  }

  /// The ordinals of those of the seats that the hall has.
  Map<UUID, Integer> ordinals(DSLContext sql, UUID seatMapId, List<UUID> seats) {
    return sql.select(SEAT.SEAT_ID, SEAT.ORDINAL)
        .from(SEAT)
        .where(SEAT.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT.SEAT_ID.in(seats))
        .fetchMap(SEAT.SEAT_ID, SEAT.ORDINAL);
  }

  /// With their marks.
  void delete(DSLContext inside, UUID seatMapId, int seatCount) {
    for (int from = 0; from < seatCount; from += DELETED_AT_ONCE) {
      inside
          .deleteFrom(SEAT)
          .where(SEAT.SEAT_MAP_ID.eq(seatMapId))
          .and(SEAT.ORDINAL.ge(from))
          .and(SEAT.ORDINAL.lt(from + DELETED_AT_ONCE))
          .execute();
      // there is a seat in each segment at least
      inside
          .deleteFrom(SEGMENT)
          .where(SEGMENT.SEAT_MAP_ID.eq(seatMapId))
          .and(SEGMENT.SEGMENT_.ge(from))
          .and(SEGMENT.SEGMENT_.lt(from + DELETED_AT_ONCE))
          .execute();
    }
  }

  private static PlannedSeat seat(Record row) {
    return new PlannedSeat(
        row.get(SEAT.ORDINAL),
        row.get(SEAT.SEAT_ID),
        row.get(SEAT.SECTION),
        row.get(SEAT.ROW_LABEL),
        row.get(SEAT.ROW_ORDINAL),
        row.get(SEAT.NUMBER),
        row.get(SEAT.CATEGORY),
        row.get(SEAT.SEGMENT),
        null);
  }
}
