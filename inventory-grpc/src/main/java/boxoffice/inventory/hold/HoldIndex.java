package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/// Which holds a buyer has, by name, in all performances: beside the pools, for listing alone. What
/// it names may be over, and one that could not be noted is not listed, but lasts like any other.
final class HoldIndex {
  private static final Logger LOG = LoggerFactory.getLogger(HoldIndex.class);
  private static final LuaScript NOTE_HOLD = LuaScript.of("note_hold");
  private static final LuaScript DROP_HOLDS = LuaScript.of("drop_holds");
  private static final int MOST = 100;

  private final ScriptRunner scripts;
  private final Duration longest;

  /// @param longest how long a hold may last in all
  HoldIndex(ScriptRunner scripts, Duration longest) {
    this.scripts = scripts;
    this.longest = longest;
  }

  void note(UUID buyer, HoldName name) {
    try {
      var arguments = List.of(bytes(name.toString()), bytes(Long.toString(longest.toMillis())));
      var _ = scripts.run(NOTE_HOLD, List.of(key(buyer)), arguments);
    } catch (WireException e) {
      LOG.debug("not listed: {}", name, e);
    }
  }

  /// The hundred that last longest at most; some of them may be over.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE, OVERLOADED, OUTCOME_UNKNOWN
  List<HoldName> names(UUID buyer) {
    var last = new CommandArguments(Command.ZRANGE).key(key(buyer)).add(-MOST).add(-1);
    var names = (List<?>) Objects.requireNonNull(scripts.readTogether(List.of(last)).getFirst());
    return names.stream()
        .map(name -> HoldName.parse(new String((byte[]) name, StandardCharsets.US_ASCII)))
        .toList();
  }

  /// Those that are over.
  void drop(UUID buyer, List<HoldName> names) {
    var arguments = names.stream().map(name -> bytes(name.toString())).toList();
    var _ = scripts.run(DROP_HOLDS, List.of(key(buyer)), arguments);
  }

  /// A sorted set of names, by when each is over at the latest, in milliseconds.
  static byte[] key(UUID buyer) {
    return bytes("{b:" + buyer + "}:holds");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
