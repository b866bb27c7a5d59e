package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT;
import static boxoffice.db.inventory.Tables.SEAT_MARK;
import static org.jooq.impl.DSL.select;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// What is special about the seats of halls, in PostgreSQL; most have no row.
final class MarkStore {
  /// Those of the seats that are marked, by ordinal.
  Map<Integer, SeatMarks> find(DSLContext sql, UUID seatMapId, Collection<Integer> ordinals) {
    return sql.selectFrom(SEAT_MARK)
        .where(SEAT_MARK.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT_MARK.ORDINAL.in(ordinals))
        .fetchMap(
            row -> row.getOrdinal(),
            row -> new SeatMarks(row.getAccessible(), row.getCompanion(), row.getRestrictedView()));
  }

  /// In place of what was said of them.
  void put(DSLContext inside, UUID seatMapId, List<Integer> ordinals, SeatMarks marks) {
    inside
        .deleteFrom(SEAT_MARK)
        .where(SEAT_MARK.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT_MARK.ORDINAL.in(ordinals))
        .execute();
    if (marks.isNone()) {
      return;
    }
    var insert =
        inside.insertInto(
            SEAT_MARK,
            SEAT_MARK.SEAT_MAP_ID,
            SEAT_MARK.ORDINAL,
            SEAT_MARK.ACCESSIBLE,
            SEAT_MARK.COMPANION,
            SEAT_MARK.RESTRICTED_VIEW);
    for (var ordinal : ordinals) {
      insert =
          insert.values(
              seatMapId, ordinal, marks.accessible(), marks.companion(), marks.restrictedView());
    }
    insert.execute();
  }

  /// What the version before says of the seats that both have.
  void copy(DSLContext inside, UUID from, UUID to) {
    var before = SEAT.as("before");
    inside
        .insertInto(
            SEAT_MARK,
            SEAT_MARK.SEAT_MAP_ID,
            SEAT_MARK.ORDINAL,
            SEAT_MARK.ACCESSIBLE,
            SEAT_MARK.COMPANION,
            SEAT_MARK.RESTRICTED_VIEW)
        .select(
            select(
                    SEAT.SEAT_MAP_ID,
                    SEAT.ORDINAL,
                    SEAT_MARK.ACCESSIBLE,
                    SEAT_MARK.COMPANION,
                    SEAT_MARK.RESTRICTED_VIEW)
                .from(SEAT_MARK)
                .join(before)
                .on(before.SEAT_MAP_ID.eq(SEAT_MARK.SEAT_MAP_ID))
                .and(before.ORDINAL.eq(SEAT_MARK.ORDINAL))
                .join(SEAT)
                .on(SEAT.SEAT_ID.eq(before.SEAT_ID))
                .and(SEAT.SEAT_MAP_ID.eq(to))
                .where(SEAT_MARK.SEAT_MAP_ID.eq(from)))
        .execute();
  }
}
