package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Row2;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Where the seats of a performance that were ever reserved have their place in its hall.
///
/// Reads all and compares in Java, because PostgreSQL knows nothing yet of a hall that was just
/// imported and takes it for one of a single seat when it chooses how to join.
final class SoldSeatStore {
  /// The place of a FREE seat that the hall does not have: its row stays for its fence, should the
  /// seat come back. A pool is built of seats that are not FREE, and those all have a place.
  static final int NOWHERE = -1;

  private static final String FREE = "FREE";
  private static final int ROWS_PER_STATEMENT = 2_000;

  /// A seat's row.
  record SeatRow(UUID seatId, int ordinal, boolean isSomebodys) {
    SeatRow at(int place) {
      return new SeatRow(seatId, place, isSomebodys);
    }
  }

  List<SeatRow> rows(DSLContext inside, UUID performance) {
    return inside
        .select(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.ORDINAL, PERFORMANCE_SEAT.STATE)
        .from(PERFORMANCE_SEAT)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
        .fetch(row -> new SeatRow(row.value1(), row.value2(), !row.value3().equals(FREE)));
  }

  @SuppressWarnings("unchecked") // an array of a generic type is what `values` wants
  void place(DSLContext inside, UUID performance, List<SeatRow> places) {
    var seat = field(name("place", "seat_id"), SQLDataType.UUID);
    var ordinal = field(name("place", "ordinal"), SQLDataType.INTEGER);
    for (int from = 0; from < places.size(); from += ROWS_PER_STATEMENT) {
      var rows =
          places.subList(from, Math.min(places.size(), from + ROWS_PER_STATEMENT)).stream()
              .map(place -> row(val(place.seatId()), val(place.ordinal())))
              .toArray(Row2[]::new);
      inside
          .update(PERFORMANCE_SEAT)
          .set(PERFORMANCE_SEAT.ORDINAL, ordinal)
          .from(DSL.values((Row2<UUID, Integer>[]) rows).as("place", "seat_id", "ordinal"))
          .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
          .and(PERFORMANCE_SEAT.SEAT_ID.eq(seat))
          .execute();
    }
  }
}
