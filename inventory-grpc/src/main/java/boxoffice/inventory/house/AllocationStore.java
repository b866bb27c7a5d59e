package boxoffice.inventory.house;

import static boxoffice.db.inventory.Tables.CHANNEL;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.PERFORMANCE_CHANNEL;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.SEAT_CHANNEL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.inventory.performance.Performance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Row2;
import org.jspecify.annotations.Nullable;

/// Reads what channels have of performances, in PostgreSQL.
final class AllocationStore {
  private static final String RESERVED = "RESERVED";
  private static final String BOOKED = "BOOKED";
  private static final String FREE = "FREE";
  private static final Counts NONE = new Counts(0, 0, 0);

  /// How many seats a channel has of a performance.
  record Counts(int allocated, int reserved, int sold) {
    int free() {
      return allocated - reserved - sold;
    }
  }

  /// What a channel has of a performance.
  record Allocation(UUID performanceId, UUID channelId, Counts counts) {}

  /// A seat of a channel's.
  ///
  /// @param state of performance_seat
  record AllocatedSeat(UUID seatId, String state) {}

  private record Key(UUID performance, int number) {
    Row2<UUID, Integer> asRow() {
      return row(performance, number);
    }
  }

  Counts counts(DSLContext sql, UUID performance, int number) {
    var key = new Key(performance, number);
    return counts(sql, List.of(key)).getOrDefault(key, NONE);
  }

  private static Map<Key, Counts> counts(DSLContext sql, List<Key> keys) {
    var counts = new HashMap<Key, Counts>();
    sql.select(
            SEAT_CHANNEL.PERFORMANCE_ID,
            SEAT_CHANNEL.NUMBER,
            count(),
            count().filterWhere(PERFORMANCE_SEAT.STATE.eq(RESERVED)),
            count().filterWhere(PERFORMANCE_SEAT.STATE.eq(BOOKED)))
        .from(SEAT_CHANNEL)
        .leftJoin(PERFORMANCE_SEAT)
        .on(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(SEAT_CHANNEL.PERFORMANCE_ID))
        .and(PERFORMANCE_SEAT.SEAT_ID.eq(SEAT_CHANNEL.SEAT_ID))
        .where(
            row(SEAT_CHANNEL.PERFORMANCE_ID, SEAT_CHANNEL.NUMBER)
                .in(keys.stream().map(Key::asRow).toList()))
        .groupBy(SEAT_CHANNEL.PERFORMANCE_ID, SEAT_CHANNEL.NUMBER)
        .forEach(found ->
            counts.put(
                new Key(found.value1(), found.value2()),
                new Counts(found.value3(), found.value4(), found.value5())));
    return counts;
  }

  /// By id.
  ///
  /// @param after the last one of the page before; null for the first page
  List<AllocatedSeat> seats(
      DSLContext sql, UUID performance, int number, @Nullable UUID after, int limit) {
    return sql.select(
            SEAT_CHANNEL.SEAT_ID, coalesce(PERFORMANCE_SEAT.STATE, inline(FREE)).as("seat_state"))
        .from(SEAT_CHANNEL)
        .leftJoin(PERFORMANCE_SEAT)
        .on(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(SEAT_CHANNEL.PERFORMANCE_ID))
        .and(PERFORMANCE_SEAT.SEAT_ID.eq(SEAT_CHANNEL.SEAT_ID))
        .where(SEAT_CHANNEL.PERFORMANCE_ID.eq(performance))
        .and(SEAT_CHANNEL.NUMBER.eq(number))
        .and(after == null ? noCondition() : SEAT_CHANNEL.SEAT_ID.gt(after))
        .orderBy(SEAT_CHANNEL.SEAT_ID)
        .limit(limit)
        .fetch(found -> new AllocatedSeat(found.value1(), found.value2()));
  }

  /// All seats of a channel.
  List<UUID> all(DSLContext sql, UUID performance, int number) {
    return sql.select(SEAT_CHANNEL.SEAT_ID)
        .from(SEAT_CHANNEL)
        .where(SEAT_CHANNEL.PERFORMANCE_ID.eq(performance))
        .and(SEAT_CHANNEL.NUMBER.eq(number))
        .fetch(SEAT_CHANNEL.SEAT_ID);
  }

  /// What a client may sell, of performances that are no drafts, by performance.
  ///
  /// @param after the last performance of the page before; null for the first page
  List<Allocation> ofClient(DSLContext sql, String clientId, @Nullable UUID after, int limit) {
    var channels =
        sql.select(
                PERFORMANCE_CHANNEL.PERFORMANCE_ID,
                PERFORMANCE_CHANNEL.NUMBER,
                PERFORMANCE_CHANNEL.CHANNEL_ID)
            .from(CHANNEL)
            .join(PERFORMANCE_CHANNEL)
            .on(PERFORMANCE_CHANNEL.CHANNEL_ID.eq(CHANNEL.CHANNEL_ID))
            .join(PERFORMANCE)
            .on(PERFORMANCE.PERFORMANCE_ID.eq(PERFORMANCE_CHANNEL.PERFORMANCE_ID))
            .where(CHANNEL.CLIENT_ID.eq(clientId))
            .and(PERFORMANCE.STATE.ne(Performance.State.DRAFT.name()))
            .and(behind(after))
            .orderBy(PERFORMANCE_CHANNEL.PERFORMANCE_ID)
            .limit(limit)
            .fetch();
    if (channels.isEmpty()) {
      return List.of();
    }
    var counts =
        counts(
            sql, channels.stream().map(found -> new Key(found.value1(), found.value2())).toList());
    return channels.stream()
        .map(found ->
            new Allocation(
                found.value1(),
                found.value3(),
                counts.getOrDefault(new Key(found.value1(), found.value2()), NONE)))
        .toList();
  }

  private static Condition behind(@Nullable UUID after) {
    return after == null ? noCondition() : PERFORMANCE_CHANNEL.PERFORMANCE_ID.gt(after);
  }
}
