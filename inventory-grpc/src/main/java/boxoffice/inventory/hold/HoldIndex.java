package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which holds a buyer has, by name, in all performances: beside the pools, for listing alone. What
/// it names may be over, and one that could not be noted is not listed, but lasts like any other.
final class HoldIndex {
  private static final Logger LOG = LoggerFactory.getLogger(HoldIndex.class);
  private static final LuaScript NOTE_HOLD = LuaScript.of("note_hold");

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

  /// A sorted set of names, by when each is over at the latest, in milliseconds.
  static byte[] key(UUID buyer) {
    return bytes("{b:" + buyer + "}:holds");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
