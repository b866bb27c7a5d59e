package boxoffice.inventory.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisDataException;

/// One command on its way to Redis, and what came of it.
final class Call {
  private final CommandArguments command;
  private final @Nullable LuaScript script;
  private final boolean asks;
  private final int bytes;
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  /// Whose it is; set before it is queued.
  private @Nullable Caller caller;

  /// How often it may have reached Redis. Written by whoever carries it, one at a time.
  private volatile int sent;

  /// @param reply byte arrays, longs and lists of them
  private record Outcome(@Nullable Object reply, @Nullable RuntimeException failure) {}

  private Call(CommandArguments command, @Nullable LuaScript script, boolean asks) {
    this.command = command;
    this.script = script;
    this.asks = asks;
    int sum = 0;
    for (Rawable argument : command) {
      sum += argument.getRaw().length;
    }
    this.bytes = sum;
  }

  static Call of(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
    var command = new CommandArguments(Command.EVALSHA);
    command.add(script.sha().getBytes(StandardCharsets.US_ASCII)).add(keys.size());
    // one slot has all of them
    command.key(keys.getFirst());
    keys.subList(1, keys.size()).forEach(command::add);
    arguments.forEach(command::add);
    return new Call(command, script, false);
  }

  static Call of(CommandArguments command) {
    return new Call(command, null, false);
  }

  /// The same once more, as nothing was done.
  ///
  /// @param asks whether a slot's keys are just being brought to where it is sent
  Call again(boolean asks) {
    return new Call(command, script, asks);
  }

  boolean asks() {
    return asks;
  }

  /// Of a cluster.
  int slot() {
    return command.getKeyHashSlots().iterator().next();
  }

  CommandArguments command() {
    return command;
  }

  @Nullable LuaScript script() {
    return script;
  }

  int bytes() {
    return bytes;
  }

  void isOf(Caller someone) {
    caller = someone;
  }

  Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("nobody waits for this call");
    }
    return caller;
  }

  int sent() {
    return sent;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  void countSending() {
    sent++;
  }

  /// Redis refused it before it began.
  void wasNotRun() {
    sent = 0;
  }

  boolean isDone() {
    return outcome.get() != null;
  }

  /// The reply of one that is done.
  ///
  /// @throws boxoffice.wire.WireException OVERLOADED, INVENTORY_UNAVAILABLE or OUTCOME_UNKNOWN
  @Nullable Object answer() {
    var known = outcome.get();
    if (known == null) {
      throw new IllegalStateException("not answered yet");
    }
    if (known.failure() instanceof JedisDataException refusal) {
      throw RedisFailures.of(refusal);
    }
    if (known.failure() != null) {
      throw known.failure();
    }
    return known.reply();
  }

  /// Why one that is done failed; null where it did not.
  @Nullable RuntimeException refusal() {
    var known = outcome.get();
    return known == null ? null : known.failure();
  }

  void reply(@Nullable Object reply) {
    finish(new Outcome(reply, null));
  }

  void fail(RuntimeException failure) {
    finish(new Outcome(null, failure));
  }

  /// The first outcome stands: a reply that comes after its caller has gone is dropped.
  private void finish(Outcome first) {
    if (outcome.compareAndSet(null, first)) {
      caller().wake();
    }
  }
}
