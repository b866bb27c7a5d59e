package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What Redis does with the holds of a pool once they are claimed: each method is one script, one
/// round trip.
///
/// Fails closed. A pool that is missing or of another epoch than PostgreSQL says is
/// INVENTORY_UNAVAILABLE ("rebuilding"), never an empty house.
public final class Pool {
  private static final LuaScript READ_HOLD = LuaScript.ofPool("read_hold");
  private static final LuaScript RELEASE_HOLD = LuaScript.ofPool("release_hold");
  private static final LuaScript EXTEND_HOLD = LuaScript.ofPool("extend_hold");
  private static final LuaScript PIN_HOLD = LuaScript.ofPool("pin_hold");
  private static final LuaScript TAKE_SEATS = LuaScript.ofPool("take_seats");
  private static final LuaScript FREE_SEATS = LuaScript.ofPool("free_seats");
  private static final LuaScript SET_SALE = LuaScript.ofPool("set_sale");
  private static final LuaScript RETIRE_HOLDS = LuaScript.ofPool("retire_holds");

  private final PoolScripts scripts;
  private final HoldReader reader;
  private final HoldSettings settings;
  private final Clock clock;

  Pool(PoolScripts scripts, HoldReader reader, HoldSettings settings, Clock clock) {
    this.scripts = scripts;
    this.reader = reader;
    this.settings = settings;
    this.clock = clock;
  }

  /// What was found of a hold.
  sealed interface Found {
    record Held(HoldNow hold) implements Found {}

    record Ended() implements Found {}

    record Ordered() implements Found {}

    record Unknown() implements Found {}
  }

  /// What came of giving a hold back.
  sealed interface Released {
    record Done() implements Released {}

    record Ordered() implements Released {}

    record Unknown() implements Released {}

    /// Nothing was done: it has this in other pools.
    record HasParts(Quote elsewhere) implements Released {}
  }

  /// What a hold is pinned for.
  public record Pin(UUID order, Instant paymentDeadline) {}

  /// What came of pinning a hold for an order.
  public sealed interface Pinned {
    /// @param fence epoch * 2^32 + sequence
    /// @param deadline until then the order may be paid
    /// @param quote of everything in the hold, when its home pool is asked
    /// @param channel that the seats are of; 0 for everybody's
    record Done(long fence, Instant deadline, Quote quote, int channel) implements Pinned {}

    record Ended() implements Pinned {}

    record Ordered() implements Pinned {}
  }

  /// A reservation as the pool needs to know it.
  ///
  /// @param seatMapId that the seats are planned in
  /// @param channel that freed seats go back to
  public record Reserved(
      UUID holdId,
      UUID buyerId,
      long fence,
      int channel,
      UUID seatMapId,
      SeatMapLayout layout,
      List<ReservedSeat> seats) {}

  /// @param ticketType its id, or empty
  public record ReservedSeat(PlannedSeat seat, String ticketType) {}

  Found read(HoldName name, UUID buyer) {
    if (!scripts.isBuilt(PoolId.ofPerformance(name.performanceId()))) {
      return neverHeld(name, buyer);
    }
    var arguments = scripts.arguments(name.performanceId());
    arguments.add(name.holdId(), buyer);
    return found(scripts.run(READ_HOLD, name.performanceId(), arguments), name, buyer);
  }

  /// Gives a hold more time, once.
  Found extend(PoolId pool, HoldName name, UUID buyer) {
    if (!scripts.isBuilt(pool)) {
      return neverHeld(name, buyer);
    }
    var arguments = scripts.arguments(pool);
    arguments.add(name.holdId(), buyer, settings.timeToLive().toMillis());
    arguments.add(settings.margin().toMillis(), settings.latest(clock));
    arguments.add(settings.longest().toMillis());
    return found(scripts.run(EXTEND_HOLD, pool, arguments), name, buyer);
  }

  private Found found(PoolReply reply, HoldName name, UUID buyer) {
    return switch (reply.word(0)) {
      case "HELD" -> held(reader.hold(reply));
      case "ENDED" -> new Found.Ended();
      case "ORDERED" -> new Found.Ordered();
      case "UNKNOWN" -> neverHeld(name, buyer);
      default -> throw reply.unexpected();
    };
  }

  private static Found neverHeld(HoldName name, UUID buyer) {
    return name.isOf(buyer) ? new Found.Ended() : new Found.Unknown();
  }

  /// One that is still being claimed in other pools is not there yet.
  private static Found held(HoldNow hold) {
    return hold.state().equals("CLAIMED") ? new Found.Ended() : new Found.Held(hold);
  }

  /// @param alone whether what it has in other pools was given back
  Released release(PoolId pool, HoldName name, UUID buyer, boolean alone) {
    if (!scripts.isBuilt(pool)) {
      return releasedNothing(name, buyer);
    }
    var arguments = scripts.arguments(pool);
    arguments.add(name.holdId(), buyer, alone);
    var reply = scripts.run(RELEASE_HOLD, pool, arguments);
    return switch (reply.word(0)) {
      case "RELEASED", "ENDED" -> new Released.Done();
      case "ORDERED" -> new Released.Ordered();
      case "UNKNOWN" -> releasedNothing(name, buyer);
      case "PARTS" -> new Released.HasParts(Quote.decode(reply.bytes(1)));
      default -> throw reply.unexpected();
    };
  }

  private static Released releasedNothing(HoldName name, UUID buyer) {
    return name.isOf(buyer) ? new Released.Done() : new Released.Unknown();
  }

  /// Gives back what a hold has claimed in a pool, unless it has been confirmed.
  void giveBack(PoolId pool, HoldName name, UUID buyer) {
    var arguments = scripts.arguments(pool);
    arguments.add(name.holdId(), buyer, "CLAIMED");
    var _ = scripts.run(RELEASE_HOLD, pool, arguments);
  }

  /// Draws the fence of one pool: from now on only this order decides about the hold. The deadline
  /// becomes the payment's, as far as a hold may last.
  public Pinned pin(PoolId pool, HoldName name, UUID buyer, Pin pin) {
    var arguments = scripts.arguments(pool);
    arguments.add(name.holdId(), buyer, pin.order(), pin.paymentDeadline().toEpochMilli());
    arguments.add(settings.margin().toMillis(), settings.latest(clock));
    arguments.add(settings.longest().toMillis());
    var reply = scripts.run(PIN_HOLD, pool, arguments);
    return switch (reply.word(0)) {
      case "PINNED" -> pinned(arguments.epoch(), reader.hold(reply));
      case "ENDED", "UNCONFIRMED" -> new Pinned.Ended();
      case "ORDERED" -> new Pinned.Ordered();
      default -> throw reply.unexpected();
    };
  }

  private static Pinned pinned(int epoch, HoldNow hold) {
    return new Pinned.Done(
        Fence.of(epoch, hold.token()), hold.deadline(), hold.quote(), hold.channel());
  }

  /// Tells Redis of a committed reservation. Safe to repeat.
  public void take(UUID performance, Reserved reserved) {
    var _ = scripts.run(TAKE_SEATS, performance, arguments(performance, reserved));
  }

  /// Tells Redis of a freed reservation. Safe to repeat.
  public void free(UUID performance, Reserved reserved) {
    var _ = scripts.run(FREE_SEATS, performance, arguments(performance, reserved));
  }

  /// Tells Redis of a pinned hold that was not reserved. Nothing where the pool was built anew
  /// since the pin: that fence was never committed, and its number may be another's now.
  public void unpin(UUID performance, Reserved refused) {
    var arguments = arguments(performance, refused);
    if (arguments.epoch() == Fence.epoch(refused.fence())) {
      var _ = scripts.run(FREE_SEATS, performance, arguments);
    }
  }

  private PoolArguments arguments(UUID performance, Reserved reserved) {
    var arguments = scripts.arguments(performance);
    arguments.add(reserved.holdId(), Fence.sequence(reserved.fence()), reserved.buyerId());
    arguments.add(reserved.seatMapId(), reserved.channel());
    arguments.addSegments(
        reserved.layout(), reserved.seats().stream().map(ReservedSeat::seat).toList());
    for (var seat : reserved.seats()) {
      arguments.add(seat.seat().ordinal(), seat.ticketType());
    }
    return arguments;
  }

  /// PostgreSQL says that the pool was built anew: its epoch is looked up again.
  public void forgetEpoch(PoolId pool) {
    scripts.forgetEpoch(pool);
  }

  /// Tells Redis how the performance sells now. Older news than Redis has changes nothing.
  void setSale(Sale sale) {
    var arguments = new PoolArguments(sale.epoch());
    arguments.add(sale.revision(), sale.seatMapId());
    sale.addFields(arguments);
    var _ = scripts.run(SET_SALE, sale.performanceId(), arguments);
  }

  /// Ends holds whose time is over, some at a time, though nobody claims.
  ///
  /// @return whether more may be due
  boolean retireHolds(UUID performance) {
    return scripts.run(RETIRE_HOLDS, performance, scripts.arguments(performance)).number(1) == 1;
  }
}
