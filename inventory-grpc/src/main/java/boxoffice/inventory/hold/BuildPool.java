package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.BUYER_SEATS;
import static boxoffice.db.inventory.Tables.BUYER_TICKET_TYPES;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.POOL;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;

import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.channel.SeatChannels.SeatChannel;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMaps;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.types.DayToSecond;

/// Writes a performance's pool from the truth in PostgreSQL: when it is created, and whenever Redis
/// does not have it.
///
/// Commits the next epoch first, then takes the performance's advisory lock exclusively, so that no
/// reservation is half way, reads who has which seat, and publishes the epoch last. Of several that
/// begin at once one does it. A build that dies leaves no epoch in Redis and is simply done again.
final class BuildPool {
  /// How many fields of the pool's meta are passed.
  private static final int FIELDS = 10;

  private static final LuaScript BUILD_POOL = LuaScript.ofPool("build_pool");

  /// A build that takes longer has died.
  private static final DayToSecond LONGEST = DayToSecond.valueOf(Duration.ofSeconds(3));

  private final DSLContext sql;
  private final SeatMaps seatMaps;
  private final Epochs epochs;
  private final ScriptRunner scripts;
  private final Counter built;

  /// @param built counts the pools that were
  BuildPool(DSLContext sql, SeatMaps seatMaps, Epochs epochs, ScriptRunner scripts, Counter built) {
    this.sql = sql;
    this.seatMaps = seatMaps;
    this.epochs = epochs;
    this.scripts = scripts;
    this.built = built;
  }

  /// @param seen the epoch that was found wanting; 0 where there was none
  /// @param inRedis the one that Redis has, 0 for none; it is above PostgreSQL's where that was
  ///   restored from an older backup
  /// @return the epoch that the pool is of now; empty when another build has begun since
  OptionalInt build(UUID performance, int seen, int inRedis) {
    var epoch = Math.max(seen, inRedis) + 1;
    var since = begin(performance, seen, epoch);
    if (since.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      // before the pool can be seen: who sees it asks for its epoch anew
      epochs.forget(performance);
      var truth = readTruth(performance, epoch);
      if (truth.isEmpty() || !write(performance, truth.get())) {
        return OptionalInt.empty();
      }
      built.increment();
      return OptionalInt.of(epoch);
    } finally {
      end(performance, since.get());
    }
  }

  private boolean write(UUID performance, Truth truth) {
    var reply = scripts.run(BUILD_POOL, PoolKeys.of(performance), arguments(truth));
    return new PoolReply(reply).word(0).equals("BUILT");
  }

  /// Of several who saw the same epoch one begins, and none while another builds that one.
  private Optional<Instant> begin(UUID performance, int seen, int epoch) {
    return sql.insertInto(POOL)
        .set(POOL.PERFORMANCE_ID, performance)
        .set(POOL.EPOCH, epoch)
        .set(POOL.BUILDING_SINCE, currentInstant())
        .onConflict(POOL.PERFORMANCE_ID)
        .doUpdate()
        .set(POOL.EPOCH, excluded(POOL.EPOCH))
        .set(POOL.BUILDING_SINCE, excluded(POOL.BUILDING_SINCE))
        .where(POOL.EPOCH.eq(seen))
        .and(
            POOL.BUILDING_SINCE
                .isNull()
                .or(POOL.BUILDING_SINCE.lt(currentInstant().minus(LONGEST))))
        .returning(POOL.BUILDING_SINCE)
        .fetchOptional(POOL.BUILDING_SINCE);
  }

  private void end(UUID performance, Instant since) {
    sql.update(POOL)
        .setNull(POOL.BUILDING_SINCE)
        .where(POOL.PERFORMANCE_ID.eq(performance))
        .and(POOL.BUILDING_SINCE.eq(since))
        .execute();
  }

  private record TakenSeat(int ordinal, long fence, boolean blocked) {}

  /// @param field as `pool.lua` counts: a buyer, or a buyer and a ticket type
  private record BuyerCount(String field, int seats) {}

  /// @param channels how many there are
  /// @param ofChannels the seats that one of them alone may sell, whoever has them
  /// @param lastSequence the highest that any seat has ever been handed over under
  private record Truth(
      Sale sale,
      List<TakenSeat> taken,
      int channels,
      List<SeatChannel> ofChannels,
      List<BuyerCount> buyers,
      long lastSequence) {}

  /// Of one moment: nobody reserves, and nobody moves the performance to another seat map, which
  /// begins another epoch.
  ///
  /// @return empty when another epoch has begun
  private Optional<Truth> readTruth(UUID performance, int epoch) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      PerformanceLock.exclusive(inside, performance);
      return SaleStore.ofEpoch(inside, performance, epoch).map(sale -> readSeats(inside, sale));
    });
  }

  private static Truth readSeats(DSLContext inside, Sale sale) {
    var performance = sale.performanceId();
    var rows =
        inside
            .select(PERFORMANCE_SEAT.ORDINAL, PERFORMANCE_SEAT.FENCE, PERFORMANCE_SEAT.STATE)
            .from(PERFORMANCE_SEAT)
            .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
            .fetch();
    var taken = new ArrayList<TakenSeat>();
    long lastSequence = 0;
    for (var row : rows) {
      lastSequence = Math.max(lastSequence, Fence.sequence(row.value2()));
      if (!row.value3().equals("FREE")) {
        taken.add(new TakenSeat(row.value1(), row.value2(), row.value3().equals("BLOCKED")));
      }
    }
    var buyers = readBuyers(inside, performance);
    buyers.addAll(readTypes(inside, performance));
    // counted after: one that is new meanwhile may be too many, and none is missing
    var ofChannels = SeatChannels.all(inside, performance);
    var channels = SeatChannels.count(inside, performance);
    return new Truth(sale, taken, channels, ofChannels, buyers, lastSequence);
  }

  private static List<BuyerCount> readBuyers(DSLContext inside, UUID performance) {
    return new ArrayList<>(
        inside
            .select(BUYER_SEATS.BUYER_ID, BUYER_SEATS.SEATS)
            .from(BUYER_SEATS)
            .where(BUYER_SEATS.PERFORMANCE_ID.eq(performance))
            .and(BUYER_SEATS.SEATS.gt(inline(0)))
            .fetch(row -> new BuyerCount(row.value1().toString(), row.value2())));
  }

  private static List<BuyerCount> readTypes(DSLContext inside, UUID performance) {
    return inside
        .select(
            BUYER_TICKET_TYPES.BUYER_ID,
            BUYER_TICKET_TYPES.TICKET_TYPE_ID,
            BUYER_TICKET_TYPES.SEATS)
        .from(BUYER_TICKET_TYPES)
        .where(BUYER_TICKET_TYPES.PERFORMANCE_ID.eq(performance))
        .and(BUYER_TICKET_TYPES.SEATS.gt(inline(0)))
        .fetch(row -> new BuyerCount(row.value1() + "|" + row.value2(), row.value3()));
  }

  private static PoolImage image(SeatMapLayout layout, Truth truth) {
    var image = new PoolImage(layout, truth.channels());
    for (var of : truth.ofChannels()) {
      var seat = layout.seat(of.seatId());
      if (seat != null) {
        image.allocate(seat.ordinal(), of.number());
      }
    }
    for (var seat : truth.taken()) {
      var owner = Fence.sequence(seat.fence());
      if (seat.blocked()) {
        image.block(seat.ordinal(), owner);
      } else {
        image.take(seat.ordinal(), owner);
      }
    }
    return image;
  }

  private List<byte[]> arguments(Truth truth) {
    var sale = truth.sale();
    var layout = seatMaps.layout(sale.seatMapId());
    var image = image(layout, truth);
    var arguments = new PoolArguments(sale.epoch());
    arguments.add(truth.lastSequence() + 1, sale.seatMapId());
    arguments.addBytes(image.layout());
    arguments.addBytes(image.seats());
    arguments.addBytes(image.runs());
    arguments.add(FIELDS, "keeps_holds", !sale.cancelled(), "revision", sale.revision());
    arguments.add("segments", layout.segments().size(), "channels", image.channels());
    sale.addFields(arguments);
    arguments.add(truth.buyers().size());
    for (var buyer : truth.buyers()) {
      arguments.add(buyer.field(), buyer.seats());
    }
    return arguments.bytes();
  }
}
