package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.UUID;

/// Reads which seats of a pool are taken.
final class ReadPool {
  private static final LuaScript READ_POOL = LuaScript.ofPool("read_pool");
  private static final int CELL = 8;

  private final PoolScripts scripts;

  ReadPool(PoolScripts scripts) {
    this.scripts = scripts;
  }

  /// All seats at one moment.
  ///
  /// @param taken by ordinal
  record Snapshot(String version, BitSet taken) {}

  Snapshot snapshot(UUID performance) {
    var arguments = scripts.arguments(performance);
    var reply = scripts.run(READ_POOL, performance, arguments);
    var seconds = Duration.ofMillis(reply.number(2)).toSeconds();
    var cells = ByteBuffer.wrap(reply.bytes(3));
    var taken = new BitSet(cells.remaining() / CELL);
    for (int ordinal = 0; cells.remaining() >= CELL; ordinal++) {
      var owner = cells.getInt();
      var deadline = Integer.toUnsignedLong(cells.getInt());
      taken.set(ordinal, owner != 0 && deadline > seconds);
    }
    return new Snapshot(arguments.epoch() + "-" + reply.word(1), taken);
  }
}
