package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.seatmap.SeatMapLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What it takes to compare a pool with PostgreSQL and to put it right.
///
/// Fails closed, like [Pool].
public final class MendPool {
  private static final Logger LOG = LoggerFactory.getLogger(MendPool.class);
  private static final LuaScript READ_POOL = LuaScript.ofPool("read_pool");
  private static final LuaScript MEND_SEATS = LuaScript.ofPool("mend_seats");
  private static final int SEATS_AT_ONCE = 200;

  private final PoolScripts scripts;
  private final PoolHeads heads;
  private final BuildPool buildPool;

  MendPool(PoolScripts scripts, PoolHeads heads, BuildPool buildPool) {
    this.scripts = scripts;
    this.heads = heads;
    this.buildPool = buildPool;
  }

  /// How far a pool has come.
  ///
  /// @param epoch 0 where there is no pool
  /// @param sequence grows with each change of a seat
  public record Head(int epoch, long sequence) {}

  /// What a pool says of a seat.
  ///
  /// @param owner 0 for a free one
  /// @param until see `pool.lua`
  public record Cell(long owner, long until) {
    /// @param channel 0 for everybody
    public static Cell free(int channel) {
      return new Cell(0, channel);
    }

    /// By a reservation.
    public static Cell taken(long fence) {
      return new Cell(Fence.sequence(fence), PoolImage.NEVER);
    }

    public static Cell blocked(long fence) {
      return new Cell(Fence.sequence(fence), PoolImage.BLOCKED);
    }

    public boolean isFree() {
      return owner == 0;
    }

    /// By a reservation.
    public boolean isTaken() {
      return until == PoolImage.NEVER;
    }

    /// For a time: a hold has it, an order being placed, or the house.
    public boolean isHeld() {
      return !isFree() && until < PoolImage.BLOCKED;
    }
  }

  /// A pool at one moment.
  ///
  /// @param cells by ordinal
  public record Cells(int epoch, List<Cell> cells) {}

  /// A seat that is to be put right.
  ///
  /// @param was what it must still be
  public record Mend(int ordinal, Cell was, Cell to) {}

  /// In the order asked for; one round trip for many.
  public List<Head> heads(List<UUID> performances) {
    return heads.read(performances).stream()
        .map(head -> new Head(head.epoch(), head.sequence()))
        .toList();
  }

  public Cells read(UUID performance) {
    var arguments = scripts.arguments(performance);
    var bytes = ByteBuffer.wrap(scripts.run(READ_POOL, performance, arguments).bytes(2));
    var cells = new ArrayList<Cell>(bytes.remaining() / PoolImage.CELL);
    while (bytes.remaining() >= PoolImage.CELL) {
      cells.add(
          new Cell(Integer.toUnsignedLong(bytes.getInt()), Integer.toUnsignedLong(bytes.getInt())));
    }
    return new Cells(arguments.epoch(), cells);
  }

  /// @return how many were as they were read
  public int mend(UUID performance, UUID seatMap, SeatMapLayout layout, List<Mend> mends) {
    int mended = 0;
    for (int from = 0; from < mends.size(); from += SEATS_AT_ONCE) {
      var some = mends.subList(from, Math.min(from + SEATS_AT_ONCE, mends.size()));
      var arguments = scripts.arguments(performance);
      arguments.add(seatMap);
      arguments.addSegments(
          layout, some.stream().map(mend -> layout.seats().get(mend.ordinal())).toList());
      for (var mend : some) {
        arguments.add(mend.ordinal(), mend.was().owner(), mend.was().until());
        arguments.add(mend.to().owner(), mend.to().until());
      }
      mended += (int) scripts.run(MEND_SEATS, performance, arguments).number(1);
    }
    return mended;
  }

  /// Writes the pool anew, unless somebody has begun to since.
  ///
  /// @param epoch that was found wanting, and is Redis'
  public void rebuild(UUID performance, int epoch) {
    rebuild(performance, epoch, epoch);
  }

  /// As [#rebuild(UUID, int)], also where Redis has no pool, or one of another epoch.
  ///
  /// @param seen the epoch that PostgreSQL had
  /// @param inRedis the one that Redis has; 0 where there is no pool
  public void rebuild(UUID performance, int seen, int inRedis) {
    buildPool
        .build(performance, seen, inRedis)
        .ifPresent(built ->
            LOG.warn("built the pool of performance {} anew, epoch {}", performance, built));
  }
}
