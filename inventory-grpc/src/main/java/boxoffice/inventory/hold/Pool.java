package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

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
  private static final LuaScript SET_SALE = LuaScript.ofPool("set_sale");
  private static final LuaScript RETIRE_HOLDS = LuaScript.ofPool("retire_holds");

  /// How often a claim comes back that met more due holds than one script retires.
  private static final int BUSY_TRIES = 20;

  private final PoolScripts scripts;
  private final HoldSettings settings;
  private final Clock clock;

  Pool(PoolScripts scripts, HoldSettings settings, Clock clock) {
    this.scripts = scripts;
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

    /// @param closed whatever the time
    record NotOnSale(Instant onSale, Instant offSale, boolean closed) implements Claimed {}
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
  ///
  /// @param seatMapId that the seats are planned in
  public record Reserved(
      UUID holdId, UUID buyerId, long fence, UUID seatMapId, List<PlannedSeat> seats) {}

  /// What a buyer wants.
  ///
  /// @param seatMapId that the seats are planned in: a pool of another one refuses
  record Wanted(UUID buyer, UUID seatMapId, List<PlannedSeat> seats, Quote quote) {
    /// Tells requests apart.
    String hash() {
      return seats.stream()
          .map(seat -> Integer.toString(seat.ordinal()))
          .collect(Collectors.joining(","));
    }
  }

  Claimed claim(HoldName name, Wanted wanted) {
    var arguments = scripts.arguments(name.performanceId());
    arguments.add(name.holdId(), wanted.buyer(), settings.timeToLive().toMillis());
    arguments.add(settings.margin().toMillis(), notAfter(), wanted.hash());
    arguments.addBytes(wanted.quote().encode());
    arguments.add(wanted.seatMapId());
    arguments.addSeats(wanted.seats());
    for (int tries = 0; tries < BUSY_TRIES; tries++) {
      var reply = scripts.run(CLAIM, name.performanceId(), arguments);
      if (!reply.word(0).equals("BUSY")) {
        return claimed(reply, wanted.seats());
      }
    }
    throw PoolScripts.unavailable("busy, try again");
  }

  private static Claimed claimed(PoolReply reply, List<PlannedSeat> seats) {
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
      case "NOT_ON_SALE" ->
          new Claimed.NotOnSale(
              Instant.ofEpochMilli(reply.number(1)),
              Instant.ofEpochMilli(reply.number(2)),
              reply.number(3) == 0);
      default -> throw reply.unexpected();
    };
  }

  Found read(HoldName name, UUID buyer) {
    var arguments = scripts.arguments(name.performanceId());
    arguments.add(name.holdId(), buyer);
    var reply = scripts.run(READ_HOLD, name.performanceId(), arguments);
    return switch (reply.word(0)) {
      case "HELD" -> new Found.Held(reply.hold());
      case "ENDED" -> new Found.Ended();
      case "UNKNOWN" -> name.isOf(buyer) ? new Found.Ended() : new Found.Unknown();
      default -> throw reply.unexpected();
    };
  }

  Released release(HoldName name, UUID buyer) {
    var arguments = scripts.arguments(name.performanceId());
    arguments.add(name.holdId(), buyer);
    var reply = scripts.run(RELEASE_HOLD, name.performanceId(), arguments);
    return switch (reply.word(0)) {
      case "RELEASED", "ENDED" -> Released.RELEASED;
      case "ORDERED" -> Released.ORDERED;
      case "UNKNOWN" -> name.isOf(buyer) ? Released.RELEASED : Released.UNKNOWN;
      default -> throw reply.unexpected();
    };
  }

  /// Draws the fence: from now on only this order decides about the hold.
  public Pinned pin(HoldName name, UUID buyer, UUID order, Instant paymentDeadline) {
    var arguments = scripts.arguments(name.performanceId());
    arguments.add(name.holdId(), buyer, order, paymentDeadline.toEpochMilli());
    arguments.add(settings.margin().toMillis(), notAfter());
    var reply = scripts.run(PIN_HOLD, name.performanceId(), arguments);
    return switch (reply.word(0)) {
      case "PINNED" ->
          new Pinned.Done(
              Fence.of(arguments.epoch(), reply.number(1)), Quote.decode(reply.bytes(2)));
      case "ENDED" -> new Pinned.Ended();
      case "ORDERED" -> new Pinned.Ordered();
      default -> throw reply.unexpected();
    };
  }

  /// Tells Redis of a committed reservation. Safe to repeat.
  public void take(UUID performance, Reserved reserved) {
    var _ = scripts.run(TAKE_SEATS, performance, arguments(performance, reserved));
  }

  /// Tells Redis of a freed reservation. Safe to repeat.
  public void free(UUID performance, Reserved reserved) {
    var _ = scripts.run(FREE_SEATS, performance, arguments(performance, reserved));
  }

  private PoolArguments arguments(UUID performance, Reserved reserved) {
    var arguments = scripts.arguments(performance);
    arguments.add(reserved.holdId(), Fence.sequence(reserved.fence()), reserved.buyerId());
    arguments.add(reserved.seatMapId());
    arguments.addSeats(reserved.seats());
    return arguments;
  }

  /// Tells Redis how the performance sells now. Older news than Redis has changes nothing.
  void setSale(Sale sale) {
    var arguments = new PoolArguments(sale.epoch());
    arguments.add(sale.revision(), sale.open());
    arguments.add(sale.onSale().toEpochMilli(), sale.offSale().toEpochMilli());
    arguments.add(sale.perHold(), sale.perBuyer(), sale.seatMapId());
    var _ = scripts.run(SET_SALE, sale.performanceId(), arguments);
  }

  /// Ends holds whose time is over, some at a time, though nobody claims.
  ///
  /// @return whether more may be due
  boolean retireHolds(UUID performance) {
    return scripts.run(RETIRE_HOLDS, performance, scripts.arguments(performance)).number(1) == 1;
  }

  private long notAfter() {
    return clock.instant().plus(settings.notAfter()).toEpochMilli();
  }
}
