package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT_AREA;

import boxoffice.db.inventory.tables.records.SeatAreaRecord;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// The areas of halls in PostgreSQL.
final class AreaStore {
  void insert(DSLContext inside, UUID seatMapId, List<SeatArea> areas) {
    if (areas.isEmpty()) {
      return;
    }
    var insert =
        inside.insertInto(
            SEAT_AREA,
            SEAT_AREA.SEAT_MAP_ID,
            SEAT_AREA.AREA_ID,
            SEAT_AREA.ORDINAL,
            SEAT_AREA.SECTION,
            SEAT_AREA.DISPLAY_NAME,
            SEAT_AREA.CAPACITY,
            SEAT_AREA.CATEGORY);
    for (var area : areas) {
      insert =
          insert.values(
              seatMapId,
              area.areaId(),
              area.ordinal(),
              area.section(),
              area.displayName(),
              area.capacity(),
              area.isDecoration() ? null : area.category());
    }
    insert.execute();
  }

  void update(DSLContext inside, UUID seatMapId, SeatArea area) {
    inside
        .update(SEAT_AREA)
        .set(SEAT_AREA.DISPLAY_NAME, area.displayName())
        .set(SEAT_AREA.CAPACITY, area.capacity())
        .set(SEAT_AREA.CATEGORY, area.isDecoration() ? null : area.category())
        .where(SEAT_AREA.SEAT_MAP_ID.eq(seatMapId))
        .and(SEAT_AREA.AREA_ID.eq(area.areaId()))
        .execute();
  }

  /// In the plan's order.
  List<SeatArea> list(DSLContext sql, UUID seatMapId) {
    return sql.selectFrom(SEAT_AREA)
        .where(SEAT_AREA.SEAT_MAP_ID.eq(seatMapId))
        .orderBy(SEAT_AREA.ORDINAL)
        .fetch(AreaStore::area);
  }

  private static SeatArea area(SeatAreaRecord row) {
    return new SeatArea(
        row.getAreaId(),
        row.getOrdinal(),
        row.getSection(),
        row.getDisplayName(),
        row.getCapacity(),
        row.getCategory() == null ? "" : row.getCategory());
  }
}
