package boxoffice.inventory.channel;

import static boxoffice.db.inventory.Tables.PERFORMANCE_CHANNEL;
import static boxoffice.db.inventory.Tables.SEAT_CHANNEL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;

/// Which seats of a performance only one channel may sell, in PostgreSQL. Changed under the
/// performance's lock had alone, so whoever shares that lock reads what stays true.
public final class SeatChannels {
  /// What the pool's cells have room for is 255; each channel costs a claim of its seats something.
  public static final int MOST = 200;

  private static final int SEATS_PER_STATEMENT = 2_000;

  private SeatChannels() {}

  /// A seat and the number of the channel that alone may sell it.
  public record SeatChannel(UUID seatId, int number) {}

  /// All of a performance, for its pool.
  public static List<SeatChannel> all(DSLContext sql, UUID performance) {
    return sql.select(SEAT_CHANNEL.SEAT_ID, SEAT_CHANNEL.NUMBER)
        .from(SEAT_CHANNEL)
        .where(SEAT_CHANNEL.PERFORMANCE_ID.eq(performance))
        .fetch(row -> new SeatChannel(row.value1(), row.value2()));
  }

  /// How many channels a performance has, which is the highest number; 0 for none.
  public static int count(DSLContext sql, UUID performance) {
    return sql.select(coalesce(max(PERFORMANCE_CHANNEL.NUMBER), inline(0)))
        .from(PERFORMANCE_CHANNEL)
        .where(PERFORMANCE_CHANNEL.PERFORMANCE_ID.eq(performance))
        .fetchSingle()
        .value1();
  }

  /// Those of the seats that a claim made for a channel must not have: seats of another channel,
  /// and for a channel also those of none. To be asked under the performance's lock.
  ///
  /// @param channel the number that the seats were claimed for; 0 for what everybody may have
  public static List<UUID> foreign(
      DSLContext inside, UUID performance, int channel, Collection<UUID> seats) {
    var allocated = of(inside, performance, seats);
    return seats.stream().filter(seat -> allocated.getOrDefault(seat, 0) != channel).toList();
  }

  /// Those of the seats that are allocated, with the number of the channel.
  public static Map<UUID, Integer> of(DSLContext inside, UUID performance, Collection<UUID> seats) {
    var allocated = new HashMap<UUID, Integer>();
    for (var some : batches(seats)) {
      inside
          .select(SEAT_CHANNEL.SEAT_ID, SEAT_CHANNEL.NUMBER)
          .from(SEAT_CHANNEL)
          .where(SEAT_CHANNEL.PERFORMANCE_ID.eq(performance))
          .and(SEAT_CHANNEL.SEAT_ID.in(some))
          .forEach(row -> allocated.put(row.value1(), row.value2()));
    }
    return allocated;
  }

  /// What a channel goes by in a performance; empty where it never had a seat of it.
  public static OptionalInt number(DSLContext sql, UUID performance, UUID channel) {
    var found =
        sql.select(PERFORMANCE_CHANNEL.NUMBER)
            .from(PERFORMANCE_CHANNEL)
            .where(PERFORMANCE_CHANNEL.PERFORMANCE_ID.eq(performance))
            .and(PERFORMANCE_CHANNEL.CHANNEL_ID.eq(channel))
            .fetchOptional(PERFORMANCE_CHANNEL.NUMBER);
    return found.isPresent() ? OptionalInt.of(found.get()) : OptionalInt.empty();
  }

  /// As [#number], and gives it one where it has none. Under the performance's lock had alone.
  ///
  /// @return empty where there are too many
  public static OptionalInt giveNumber(DSLContext inside, UUID performance, UUID channel) {
    var known = number(inside, performance, channel);
    if (known.isPresent()) {
      return known;
    }
    var next = count(inside, performance) + 1;
    if (next > MOST) {
      return OptionalInt.empty();
    }
    inside
        .insertInto(PERFORMANCE_CHANNEL)
        .set(PERFORMANCE_CHANNEL.PERFORMANCE_ID, performance)
        .set(PERFORMANCE_CHANNEL.NUMBER, next)
        .set(PERFORMANCE_CHANNEL.CHANNEL_ID, channel)
        .execute();
    return OptionalInt.of(next);
  }

  /// Of seats that are allocated to nobody. Under the performance's lock had alone.
  public static void allocate(
      DSLContext inside, UUID performance, int number, Collection<UUID> seats) {
    var insert =
        inside.insertInto(
            SEAT_CHANNEL, SEAT_CHANNEL.PERFORMANCE_ID, SEAT_CHANNEL.SEAT_ID, SEAT_CHANNEL.NUMBER);
    for (var seat : seats) {
      insert = insert.values(performance, seat, number);
    }
    insert.execute();
  }

  /// Under the performance's lock had alone.
  public static void release(DSLContext inside, UUID performance, Collection<UUID> seats) {
    for (var some : batches(seats)) {
      inside
          .deleteFrom(SEAT_CHANNEL)
          .where(SEAT_CHANNEL.PERFORMANCE_ID.eq(performance))
          .and(SEAT_CHANNEL.SEAT_ID.in(some))
          .execute();
    }
  }

  /// What one statement names.
  private static List<List<UUID>> batches(Collection<UUID> seats) {
    var all = List.copyOf(seats);
    var batches = new ArrayList<List<UUID>>();
    for (int from = 0; from < all.size(); from += SEATS_PER_STATEMENT) {
      batches.add(all.subList(from, Math.min(all.size(), from + SEATS_PER_STATEMENT)));
    }
    return batches;
  }
}
