package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/// Which holds a buyer may have, whatever performances they are of: names only, beside the pools.
/// What has become of each its home pool is asked.
///
/// Noting fails open: a hold that was placed is placed, and only not listed then. Listing fails
/// closed.
final class BuyerHolds {
  private static final Logger LOG = LoggerFactory.getLogger(BuyerHolds.class);
  private static final LuaScript NOTE_HOLD = LuaScript.of("note_hold");
  private static final LuaScript DROP_HOLDS = LuaScript.of("drop_holds");

  private final ScriptRunner scripts;
  private final Pool pool;
  private final HoldSettings settings;

  BuyerHolds(ScriptRunner scripts, Pool pool, HoldSettings settings) {
    this.scripts = scripts;
    this.pool = pool;
    this.settings = settings;
  }

  record Named(HoldName name, HoldNow hold) {}

  /// After the hold was placed.
  void note(UUID buyer, HoldName name, HoldNow hold) {
    var over = hold.created().plus(settings.longest()).plus(settings.margin());
    var arguments = List.of(bytes(name.toString()), bytes(Long.toString(over.toEpochMilli())));
    try {
      var _ = scripts.run(NOTE_HOLD, List.of(bytes(key(buyer))), arguments);
    } catch (WireException e) {
      LOG.info("{} will not be listed: {}", name, e.reason());
    }
  }

  /// Those that an order can be placed with and those that one is being placed with, the one that
  /// ends first at the front. What is over is dropped on the way.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE, also when one of their pools is being rebuilt
  List<Named> list(UUID buyer) {
    var active = new ArrayList<Named>();
    var over = new ArrayList<byte[]>();
    for (var text : names(buyer)) {
      var name = HoldName.parse(text);
      if (pool.read(name, buyer) instanceof Pool.Found.Held held && !held.hold().isConsumed()) {
        active.add(new Named(name, held.hold()));
      } else {
        over.add(bytes(text));
      }
    }
    if (!over.isEmpty()) {
      var _ = scripts.run(DROP_HOLDS, List.of(bytes(key(buyer))), over);
    }
    active.sort(Comparator.comparing(named -> named.hold().deadline()));
    return active;
  }

  private List<String> names(UUID buyer) {
    var all = new CommandArguments(Command.ZRANGE).key(key(buyer)).add(0).add(-1);
    var names = (List<?>) Objects.requireNonNull(scripts.readTogether(List.of(all)).getFirst());
    return names.stream().map(name -> new String((byte[]) name, StandardCharsets.UTF_8)).toList();
  }

  static String key(UUID buyer) {
    return "{b:" + buyer + "}:holds";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
