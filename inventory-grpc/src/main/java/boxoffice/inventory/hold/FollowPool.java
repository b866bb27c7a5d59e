package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.Counter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Follows what everybody may have of a performance, change by change: one script a look.
///
/// Fails closed.
public final class FollowPool {
  private static final LuaScript WATCH_POOL = LuaScript.ofPool("watch_pool");
  private static final int CHANGES_AT_ONCE = 1_000;
  private static final int RETIRING_AT_ONCE = 40;
  private static final int NOTHING_SEEN = -1;

  private final PoolScripts scripts;
  private final Pool pool;
  private final Counter looks;

  /// @param looks counts each look
  FollowPool(PoolScripts scripts, Pool pool, Counter looks) {
    this.scripts = scripts;
    this.pool = pool;
    this.looks = looks;
  }

  /// What a change did to seats, as everybody sees it: an order that takes over a hold changes
  /// nothing.
  ///
  /// @param free else they are taken
  public record Change(boolean free, List<Integer> ordinals) {}

  /// What there is to see.
  public sealed interface Seen {
    int epoch();

    /// Of the last change that was seen. Each has the number after the one before it.
    long number();

    /// Whether holds are over and want to be retired.
    boolean due();

    /// @param more whether more changes wait to be read
    /// @param list all of them since the one that was seen before, one for each number
    record Changes(int epoch, long number, boolean due, boolean more, List<Change> list)
        implements Seen {}

    /// All seats: what changed since cannot be said.
    ///
    /// @param taken a bit for each seat that not everybody may have
    /// @param before the last changes that led there, the newest first
    record All(
        int epoch, long number, boolean due, int seatCount, BitSet taken, List<Change> before)
        implements Seen {}
  }

  /// All seats, or what changed after a change of an epoch.
  ///
  /// @param epoch 0 for none: asks for all seats
  /// @throws WireException INVENTORY_UNAVAILABLE, OVERLOADED, OUTCOME_UNKNOWN
  public Seen look(UUID performance, int epoch, long number) {
    looks.increment();
    var arguments = scripts.arguments(performance);
    arguments.add(epoch == arguments.epoch() ? number : NOTHING_SEEN, CHANGES_AT_ONCE);
    var reply = scripts.run(WATCH_POOL, performance, arguments);
    var due = reply.number(1) == 1;
    return switch (reply.word(0)) {
      case "CHANGES" -> {
        var list = changes(reply, 3);
        var more = list.size() == CHANGES_AT_ONCE;
        yield new Seen.Changes(arguments.epoch(), reply.number(2), due, more, list);
      }
      case "POOL" -> {
        var cells = ByteBuffer.wrap(reply.bytes(3));
        var seatCount = cells.remaining() / PoolImage.CELL;
        yield new Seen.All(
            arguments.epoch(), reply.number(2), due, seatCount, taken(cells), changes(reply, 5));
      }
      default -> throw reply.unexpected();
    };
  }

  /// Gives the seats of holds back whose time is over. Many at a time, yet not endlessly many: the
  /// next look says whether some are left.
  public void retireDue(UUID performance) {
    for (int i = 0; i < RETIRING_AT_ONCE; i++) {
      if (!pool.retireHolds(performance)) {
        return;
      }
    }
  }

  private static List<Change> changes(PoolReply reply, int from) {
    var changes = new ArrayList<Change>();
    for (int i = from; i < reply.parts().size(); i += 2) {
      changes.add(
          switch (reply.word(i)) {
            case "take" -> new Change(false, ordinals(reply.word(i + 1)));
            case "free" -> new Change(true, ordinals(reply.word(i + 1)));
            default -> new Change(false, List.of()); // pinned, built
          });
    }
    return changes;
  }

  /// @param joined empty for a hold that has no seats, but products
  private static List<Integer> ordinals(String joined) {
    return joined.isEmpty()
        ? List.of()
        : Stream.of(joined.split(",", -1)).map(Integer::valueOf).toList();
  }

  /// A hold that is over takes its seats until it is retired, as the log says.
  private static BitSet taken(ByteBuffer cells) {
    var taken = new BitSet(cells.remaining() / PoolImage.CELL);
    for (int ordinal = 0; cells.remaining() >= PoolImage.CELL; ordinal++) {
      taken.set(ordinal, cells.getLong() != 0);
    }
    return taken;
  }
}
