package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.Set;
import java.util.UUID;

/// Calls the scripts of pools, each with the epoch that PostgreSQL says. What a script refuses as a
/// whole is the same for all of them.
final class PoolScripts {
  private static final int BUSY_TRIES = 20;

  /// What gives seats to somebody until a time.
  private static final Set<String> BY_THE_CLOCK =
      Set.of("claim", "claim_stock", "confirm_hold", "extend_hold", "pin_hold");

  private final ScriptRunner scripts;
  private final Epochs epochs;
  private final PoolRepairs repairs;
  private final StoreClocks clocks;

  PoolScripts(ScriptRunner scripts, Epochs epochs, PoolRepairs repairs, StoreClocks clocks) {
    this.scripts = scripts;
    this.epochs = epochs;
    this.repairs = repairs;
    this.clocks = clocks;
  }

  /// @throws WireException INVENTORY_UNAVAILABLE before the pool was first built
  PoolArguments arguments(UUID performance) {
    return new PoolArguments(epochs.epoch(performance));
  }

  /// @throws WireException INVENTORY_UNAVAILABLE before the pool was first built
  PoolArguments arguments(PoolId pool) {
    return arguments(pool.id());
  }

  /// See [Epochs#isBuilt].
  boolean isBuilt(PoolId pool) {
    return epochs.isBuilt(pool.id());
  }

  void forgetEpoch(PoolId pool) {
    epochs.forget(pool.id());
  }

  PoolReply run(LuaScript script, UUID performance, PoolArguments arguments) {
    return run(script, PoolId.ofPerformance(performance), arguments);
  }

  /// @throws WireException INVENTORY_UNAVAILABLE also when the pool is of another epoch or seat map
  ///   than this process knew, which it looks up again then, and sees to the pool; OUTCOME_UNKNOWN
  PoolReply run(LuaScript script, PoolId pool, PoolArguments arguments) {
    if (BY_THE_CLOCK.contains(script.name())) {
      clocks.require();
    }
    var reply = new PoolReply(scripts.run(script, PoolKeys.of(pool), arguments.bytes()));
    return switch (reply.word(0)) {
      case "REBUILDING" -> {
        lookAfter(pool);
        throw unavailable("claims are being rebuilt");
      }
      case "LATE" -> throw unavailable("the claim came too late and did nothing");
      default -> {
        // sent before another Redis answered, and done by that one, which is built anew
        if (epochs.epoch(pool.id()) != arguments.epoch()) {
          lookAfter(pool);
          throw new WireException(
              ErrorReason.OUTCOME_UNKNOWN, "repeat the call with the same request_id");
        }
        yield reply;
      }
    };
  }

  /// For a script that claims: comes back as long as it meets more due holds than one call retires.
  ///
  /// @throws WireException as [#run], and INVENTORY_UNAVAILABLE ("busy") after many times
  PoolReply claim(LuaScript script, PoolId pool, PoolArguments arguments) {
    for (int tries = 0; tries < BUSY_TRIES; tries++) {
      var reply = run(script, pool, arguments);
      if (!reply.word(0).equals("BUSY")) {
        return reply;
      }
    }
    throw unavailable("busy, try again");
  }

  private void lookAfter(PoolId pool) {
    epochs.forget(pool.id());
    repairs.ask(pool.id());
  }

  static WireException unavailable(String text) {
    return WireException.tryAgain(ErrorReason.INVENTORY_UNAVAILABLE, text, null);
  }
}
