package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT;
import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.SEGMENT;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Halls in PostgreSQL.
final class SeatMapStore {
  private static final int ROWS_PER_INSERT = 2_000;

  /// Longer than for a request of a buyer: 200 000 seats take a while.
  private static final String IMPORT_TIMEOUT = "30s";

  private final DSLContext sql;

  SeatMapStore(DSLContext sql) {
    this.sql = sql;
  }

  /// Stores all of it or nothing.
  ///
  /// @return whether it was stored; false where the id is taken
  boolean insert(
      SeatMapSummary summary, SeatMapLayout layout, byte[] plan, byte[] hash, String caller) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      allowLong(inside);
      var inserted =
          inside
              .insertInto(SEAT_MAP)
              .set(SEAT_MAP.SEAT_MAP_ID, summary.seatMapId())
              .set(SEAT_MAP.DISPLAY_NAME, summary.displayName())
              .set(SEAT_MAP.SEAT_COUNT, summary.seatCount())
              .set(SEAT_MAP.CATEGORIES, summary.categories().toArray(String[]::new))
              .set(SEAT_MAP.PLAN, plan)
              .set(SEAT_MAP.REQUEST_HASH, hash)
              .set(SEAT_MAP.CREATED_BY, caller)
              .set(SEAT_MAP.CREATED_AT, summary.createTime())
              .onConflictDoNothing()
              .execute();
      if (inserted == 0) {
        return false;
      }
      insertSeats(inside, summary.seatMapId(), layout.seats());
      insertSegments(inside, summary.seatMapId(), layout.segments());
      return true;
    });
  }

  private static void allowLong(DSLContext inside) {
    for (var setting : List.of("statement_timeout", "transaction_timeout")) {
      inside
          .select(
              DSL.function(
                  "set_config",
                  SQLDataType.VARCHAR,
                  DSL.val(setting),
                  DSL.val(IMPORT_TIMEOUT),
                  DSL.val(true)))
          .fetch();
    }
  }

  private static void insertSeats(DSLContext inside, UUID seatMapId, List<PlannedSeat> seats) {
    for (int from = 0; from < seats.size(); from += ROWS_PER_INSERT) {
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
      for (var seat : seats.subList(from, Math.min(seats.size(), from + ROWS_PER_INSERT))) {
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
    for (int from = 0; from < segments.size(); from += ROWS_PER_INSERT) {
      var insert =
          inside.insertInto(
              SEGMENT,
              SEGMENT.SEAT_MAP_ID,
              SEGMENT.SEGMENT_,
              SEGMENT.SECTION,
              SEGMENT.FIRST_ORDINAL,
              SEGMENT.LENGTH,
              SEGMENT.QUALITY);
      for (int number = from;
          number < Math.min(segments.size(), from + ROWS_PER_INSERT);
          number++) {
        var segment = segments.get(number);
        insert =
            insert.values(
                seatMapId,
                number,
                segment.section(),
                segment.firstOrdinal(),
                segment.length(),
                segment.quality());
      }
      insert.execute();
    }
  }

  Optional<byte[]> findHash(UUID seatMapId) {
    return sql.select(SEAT_MAP.REQUEST_HASH)
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchOptional(SEAT_MAP.REQUEST_HASH);
  }

  Optional<SeatMapSummary> find(UUID seatMapId) {
    return sql.select(
            SEAT_MAP.SEAT_MAP_ID,
            SEAT_MAP.DISPLAY_NAME,
            SEAT_MAP.SEAT_COUNT,
            SEAT_MAP.CATEGORIES,
            SEAT_MAP.CREATED_AT)
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchOptional(row ->
            new SeatMapSummary(
                row.get(SEAT_MAP.SEAT_MAP_ID),
                row.get(SEAT_MAP.DISPLAY_NAME),
                row.get(SEAT_MAP.SEAT_COUNT),
                List.of(row.get(SEAT_MAP.CATEGORIES)),
                row.get(SEAT_MAP.CREATED_AT)));
  }

  /// The whole hall; empty where there is none.
  Optional<SeatMapLayout> layout(UUID seatMapId) {
    var seats =
        sql.selectFrom(SEAT)
            .where(SEAT.SEAT_MAP_ID.eq(seatMapId))
            .orderBy(SEAT.ORDINAL)
            .fetch(SeatMapStore::seat);
    if (seats.isEmpty()) {
      return Optional.empty();
    }
    var segments =
        sql.selectFrom(SEGMENT)
            .where(SEGMENT.SEAT_MAP_ID.eq(seatMapId))
            .orderBy(SEGMENT.SEGMENT_)
            .fetch(row ->
                new Segment(
                    row.getSection(), row.getFirstOrdinal(), row.getLength(), row.getQuality()));
    return Optional.of(new SeatMapLayout(new ArrayList<>(seats), segments));
  }

  /// The seats of up to `rows` rows behind a row, in the plan's order.
  List<PlannedSeat> seatsOfRows(UUID seatMapId, int afterRow, int rows) {
    return sql.selectFrom(SEAT)
        .where(SEAT.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT.ROW_ORDINAL.gt(afterRow))
        .and(SEAT.ROW_ORDINAL.le(afterRow + rows))
        .orderBy(SEAT.ROW_ORDINAL, SEAT.ORDINAL)
        .fetch(SeatMapStore::seat);
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
        row.get(SEAT.SEGMENT));
  }
}
