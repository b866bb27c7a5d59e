package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What Redis does for a performance: each method is one script, one round trip.
///
/// Fails closed. A pool that is missing or of another epoch than PostgreSQL says is
/// INVENTORY_UNAVAILABLE ("rebuilding"), never an empty house.
public final class Pool {
  private static final LuaScript CLAIM = LuaScript.ofPool("claim");
  private static final LuaScript READ_HOLD = LuaScript.ofPool("read_hold");
  private static final LuaScript RELEASE_HOLD = LuaScript.ofPool("release_hold");
  private static final LuaScript PIN_HOLD = LuaScript.ofPool("pin_hold");
  private static final LuaScript TAKE_SEATS = LuaScript.ofPool("take_seats");
  private static final LuaScript FREE_SEATS = LuaScript.ofPool("free_seats");
  private static final LuaScript READ_POOL = LuaScript.ofPool("read_pool");
  private static final int CELL = 8;

  /// How often a claim comes back that met more due holds than one script retires.
  private static final int BUSY_TRIES = 20;

  private final ScriptRunner scripts;
  private final Epochs epochs;
  private final HoldSettings settings;
  private final Clock clock;

  Pool(ScriptRunner scripts, Epochs epochs, HoldSettings settings, Clock clock) {
    this.scripts = scripts;
    this.epochs = epochs;
    this.settings = settings;
    this.clock = clock;
  }

  /// A hold as it is now.
  record HoldNow(String state, Instant deadline, Quote quote) {}

  /// What came of a claim.
  sealed interface Claimed {
    record Held(HoldNow hold) implements Claimed {}

    /// The same request claimed before, and that hold is over.
    record Ended() implements Claimed {}

    record Taken(List<UUID> seats) implements Claimed {}

    record OverHoldLimit(int limit) implements Claimed {}

    record OverBuyerLimit(int limit, int owned) implements Claimed {}

    record NotOnSale() implements Claimed {}
  }

  /// What was found of a hold.
  sealed interface Found {
    record Held(HoldNow hold) implements Found {}

    record Ended() implements Found {}

    record Unknown() implements Found {}
  }

  enum Released {
    RELEASED,
    ORDERED,
    UNKNOWN
  }

  /// What came of pinning a hold for an order.
  public sealed interface Pinned {
    /// @param fence epoch * 2^32 + sequence
    record Done(long fence, Quote quote) implements Pinned {}

    record Ended() implements Pinned {}

    record Ordered() implements Pinned {}
  }

  /// A reservation as the pool needs to know it.
  public record Reserved(UUID holdId, UUID buyerId, long fence, List<PlannedSeat> seats) {}

  Claimed claim(HoldName name, UUID buyer, String request, List<PlannedSeat> seats, Quote quote) {
    var arguments = new Arguments(epochs.epoch(name.performanceId()));
    arguments.add(name.holdId(), buyer, settings.timeToLive().toMillis());
    arguments.add(settings.margin().toMillis(), notAfter(), request);
    arguments.addBytes(quote.encode());
    arguments.addSeats(seats);
    for (int tries = 0; tries < BUSY_TRIES; tries++) {
      var reply = run(CLAIM, name.performanceId(), arguments);
      if (!reply.word(0).equals("BUSY")) {
        return claimed(reply, seats);
      }
    }
    throw unavailable("busy, try again");
  }

  private static Claimed claimed(Reply reply, List<PlannedSeat> seats) {
    return switch (reply.word(0)) {
      case "HELD" -> new Claimed.Held(reply.hold());
      case "ENDED" -> new Claimed.Ended();
      case "REUSED" -> throw WireException.keyReused();
      case "TAKEN" ->
          new Claimed.Taken(
              reply.numbersFrom(1).stream()
                  .map(position -> seats.get((int) (position - 1)).seatId())
                  .toList());
      case "LIMIT_HOLD" -> new Claimed.OverHoldLimit((int) reply.number(1));
      case "LIMIT_BUYER" ->
          new Claimed.OverBuyerLimit((int) reply.number(1), (int) reply.number(2));
      case "NOT_ON_SALE" -> new Claimed.NotOnSale();
      default -> throw unexpected(reply);
    };
  }

  Found read(HoldName name, UUID buyer) {
    var arguments = new Arguments(epochs.epoch(name.performanceId()));
    arguments.add(name.holdId(), buyer);
    var reply = run(READ_HOLD, name.performanceId(), arguments);
    return switch (reply.word(0)) {
      case "HELD" -> new Found.Held(reply.hold());
      case "ENDED" -> new Found.Ended();
      case "UNKNOWN" -> name.isOf(buyer) ? new Found.Ended() : new Found.Unknown();
      default -> throw unexpected(reply);
    };
  }

  Released release(HoldName name, UUID buyer) {
    var arguments = new Arguments(epochs.epoch(name.performanceId()));
    arguments.add(name.holdId(), buyer);
    var reply = run(RELEASE_HOLD, name.performanceId(), arguments);
    return switch (reply.word(0)) {
      case "RELEASED", "ENDED" -> Released.RELEASED;
      case "ORDERED" -> Released.ORDERED;
      case "UNKNOWN" -> name.isOf(buyer) ? Released.RELEASED : Released.UNKNOWN;
      default -> throw unexpected(reply);
    };
  }

  /// Whether Redis has the pool, and of this epoch.
  boolean isOpen(UUID performance, int epoch) {
    var arguments = new Arguments(epoch);
    arguments.add(performance, performance); // no hold is called so
    var reply = scripts.run(READ_HOLD, PoolKeys.of(performance), arguments.bytes());
    return !new Reply(reply).word(0).equals("REBUILDING");
  }

  /// Draws the fence: from now on only this order decides about the hold.
  public Pinned pin(HoldName name, UUID buyer, UUID order, Instant paymentDeadline) {
    var epoch = epochs.epoch(name.performanceId());
    var arguments = new Arguments(epoch);
    arguments.add(name.holdId(), buyer, order, paymentDeadline.toEpochMilli());
    arguments.add(settings.margin().toMillis(), notAfter());
    var reply = run(PIN_HOLD, name.performanceId(), arguments);
    return switch (reply.word(0)) {
      case "PINNED" ->
          new Pinned.Done(Fence.of(epoch, reply.number(1)), Quote.decode(reply.bytes(2)));
      case "ENDED" -> new Pinned.Ended();
      case "ORDERED" -> new Pinned.Ordered();
      default -> throw unexpected(reply);
    };
  }

  /// Tells Redis of a committed reservation. Safe to repeat.
  public void take(UUID performance, Reserved reserved) {
    run(TAKE_SEATS, performance, arguments(performance, reserved));
  }

  /// Tells Redis of a freed reservation. Safe to repeat.
  public void free(UUID performance, Reserved reserved) {
    run(FREE_SEATS, performance, arguments(performance, reserved));
  }

  private Arguments arguments(UUID performance, Reserved reserved) {
    var arguments = new Arguments(epochs.epoch(performance));
    arguments.add(reserved.holdId(), Fence.sequence(reserved.fence()), reserved.buyerId());
    arguments.addSeats(reserved.seats());
    return arguments;
  }

  /// All seats at one moment.
  ///
  /// @param taken by ordinal
  record Snapshot(String version, BitSet taken) {}

  Snapshot snapshot(UUID performance) {
    var epoch = epochs.epoch(performance);
    var reply = run(READ_POOL, performance, new Arguments(epoch));
    var seconds = Duration.ofMillis(reply.number(2)).toSeconds();
    var cells = ByteBuffer.wrap(reply.bytes(3));
    var taken = new BitSet(cells.remaining() / CELL);
    for (int ordinal = 0; cells.remaining() >= CELL; ordinal++) {
      var owner = cells.getInt();
      var deadline = Integer.toUnsignedLong(cells.getInt());
      taken.set(ordinal, owner != 0 && deadline > seconds);
    }
    return new Snapshot(epoch + "-" + reply.word(1), taken);
  }

  private Reply run(LuaScript script, UUID performance, Arguments arguments) {
    var reply = new Reply(scripts.run(script, PoolKeys.of(performance), arguments.bytes()));
    return switch (reply.word(0)) {
      case "REBUILDING" -> {
        epochs.forget(performance);
        throw unavailable("claims of this performance are being rebuilt");
      }
      case "LATE" -> throw unavailable("the claim came too late and did nothing");
      default -> reply;
    };
  }

  private long notAfter() {
    return clock.instant().plus(settings.notAfter()).toEpochMilli();
  }

  private static WireException unavailable(String text) {
    return new WireException(
        ErrorReason.INVENTORY_UNAVAILABLE, text, Map.of("retry_after_seconds", "1"));
  }

  private static IllegalStateException unexpected(Reply reply) {
    return new IllegalStateException("a script answered " + reply.word(0));
  }

  /// A script's arguments: text, numbers as text, and bytes.
  private static final class Arguments {
    private final List<byte[]> bytes = new ArrayList<>();

    Arguments(int epoch) {
      add(epoch);
    }

    void add(Object... values) {
      for (var value : values) {
        addBytes(value.toString().getBytes(StandardCharsets.UTF_8));
      }
    }

    void addBytes(byte[] value) {
      bytes.add(value);
    }

    void addSeats(List<PlannedSeat> seats) {
      for (var seat : seats) {
        add(seat.ordinal(), seat.segment());
      }
    }

    List<byte[]> bytes() {
      return bytes;
    }
  }

  /// A script's reply: its first word says what the rest is.
  private record Reply(List<?> parts) {
    byte[] bytes(int index) {
      return (byte[]) parts.get(index);
    }

    String word(int index) {
      return new String(bytes(index), StandardCharsets.UTF_8);
    }

    long number(int index) {
      return parts.get(index) instanceof Long number ? number : Long.parseLong(word(index));
    }

    List<Long> numbersFrom(int index) {
      return parts.subList(index, parts.size()).stream().map(Long.class::cast).toList();
    }

    HoldNow hold() {
      return new HoldNow(word(1), Instant.ofEpochMilli(number(2)), Quote.decode(bytes(3)));
    }
  }
}
