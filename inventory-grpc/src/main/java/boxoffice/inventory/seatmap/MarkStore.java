package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT;
import static boxoffice.db.inventory.Tables.SEAT_MARK;

import boxoffice.db.inventory.tables.records.SeatMarkRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record4;

/// What is special about the seats of halls, in PostgreSQL; most have no row.
final class MarkStore {
  private static final int ROWS_PER_STATEMENT = 2_000;

  /// Those of the seats that are marked, by ordinal.
  Map<Integer, SeatMarks> find(DSLContext sql, UUID seatMapId, Collection<Integer> ordinals) {
    return sql.selectFrom(SEAT_MARK)
        .where(SEAT_MARK.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT_MARK.ORDINAL.in(ordinals))
        .fetchMap(SEAT_MARK.ORDINAL, MarkStore::marks);
  }

  /// All of a hall, by ordinal.
  Map<Integer, SeatMarks> all(DSLContext sql, UUID seatMapId) {
    return sql.selectFrom(SEAT_MARK)
        .where(SEAT_MARK.SEAT_MAP_ID.eq(seatMapId))
        .fetchMap(SEAT_MARK.ORDINAL, MarkStore::marks);
  }

  private static SeatMarks marks(SeatMarkRecord row) {
    return new SeatMarks(row.getAccessible(), row.getCompanion(), row.getRestrictedView());
  }

  /// All of a hall, by seat: seats are the same in another version, ordinals are not.
  Map<UUID, SeatMarks> bySeat(DSLContext sql, UUID seatMapId) {
    return sql.select(
            SEAT.SEAT_ID, SEAT_MARK.ACCESSIBLE, SEAT_MARK.COMPANION, SEAT_MARK.RESTRICTED_VIEW)
        .from(SEAT_MARK)
        .join(SEAT)
        .on(SEAT.SEAT_MAP_ID.eq(SEAT_MARK.SEAT_MAP_ID))
        .and(SEAT.ORDINAL.eq(SEAT_MARK.ORDINAL))
        .where(SEAT_MARK.SEAT_MAP_ID.eq(seatMapId))
        .fetchMap(Record4::value1, row -> new SeatMarks(row.value2(), row.value3(), row.value4()));
  }

  /// In place of what was said of them.
  void put(DSLContext inside, UUID seatMapId, Collection<Integer> ordinals, SeatMarks marks) {
    inside
        .deleteFrom(SEAT_MARK)
        .where(SEAT_MARK.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT_MARK.ORDINAL.in(ordinals))
        .execute();
    if (!marks.isNone()) {
      insert(
          inside,
          seatMapId,
          ordinals.stream().collect(Collectors.toMap(Function.identity(), _ -> marks)));
    }
  }

  /// Of seats that are not marked.
  ///
  /// @param marks by ordinal
  void insert(DSLContext inside, UUID seatMapId, Map<Integer, SeatMarks> marks) {
    var all = List.copyOf(marks.entrySet());
    for (int from = 0; from < all.size(); from += ROWS_PER_STATEMENT) {
      var insert =
          inside.insertInto(
              SEAT_MARK,
              SEAT_MARK.SEAT_MAP_ID,
              SEAT_MARK.ORDINAL,
              SEAT_MARK.ACCESSIBLE,
              SEAT_MARK.COMPANION,
              SEAT_MARK.RESTRICTED_VIEW);
      for (var mark : all.subList(from, Math.min(all.size(), from + ROWS_PER_STATEMENT))) {
        insert =
            insert.values(
                seatMapId,
                mark.getKey(),
                mark.getValue().accessible(),
                mark.getValue().companion(),
                mark.getValue().restrictedView());
      }
      insert.execute();
    }
  }
}
