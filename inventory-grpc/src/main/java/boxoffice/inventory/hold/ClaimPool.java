package boxoffice.inventory.hold;

import boxoffice.guard.repetition.Repetition;
import boxoffice.inventory.hold.Wanted.NamedSeat;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.seatmap.SeatMapLayout.Zone;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Claims what a hold wants of one performance's pool: all of it or nothing, one script, one round
/// trip. `claim.lua` has the rules.
final class ClaimPool {
  private static final LuaScript CLAIM = LuaScript.ofPool("claim");
  private static final LuaScript CONFIRM_HOLD = LuaScript.ofPool("confirm_hold");

  private final PoolScripts scripts;
  private final HoldReader reader;
  private final HoldSettings settings;
  private final Clock clock;

  ClaimPool(PoolScripts scripts, HoldReader reader, HoldSettings settings, Clock clock) {
    this.scripts = scripts;
    this.reader = reader;
    this.settings = settings;
    this.clock = clock;
  }

  /// Claims the whole of a hold that has nothing in other pools.
  Claimed claim(UUID holdId, Wanted wanted) {
    var reply = claim(holdId, wanted, "ACTIVE", settings.timeToLive());
    if (reply.isOfBefore()) {
      Repetition.found();
    }
    return claimed(reply, wanted);
  }

  /// Claims a part of a hold, which goes free soon unless it is confirmed.
  Claimed claimPart(UUID holdId, Wanted wanted) {
    return claimed(claim(holdId, wanted, "CLAIMED", ClaimPools.UNCONFIRMED), wanted);
  }

  private PoolReply claim(UUID holdId, Wanted wanted, String state, Duration lasts) {
    var performance = wanted.prices().performanceId();
    var arguments = scripts.arguments(performance);
    arguments.add(holdId, wanted.buyer(), lasts.toMillis(), settings.margin().toMillis());
    arguments.add(settings.latest(clock), wanted.requestHash());
    arguments.addBytes(wanted.prices().encode());
    arguments.add(wanted.hall().seatMapId(), wanted.channel(), state);
    addLists(arguments, wanted);
    return scripts.claim(CLAIM, PoolId.ofPerformance(performance), arguments);
  }

  private static void addLists(PoolArguments arguments, Wanted wanted) {
    arguments.add(wanted.limits().size());
    for (var limit : wanted.limits()) {
      arguments.add(limit.type().ticketTypeId(), limit.count(), limit.type().perBuyerLimit());
    }
    arguments.addSegments(wanted.hall().layout(), wanted.planned());
    arguments.add(wanted.seats().size());
    for (var named : wanted.seats()) {
      arguments.add(named.seat().ordinal(), named.ticketType());
    }
    arguments.add(wanted.wishes().size());
    for (var wish : wanted.wishes()) {
      arguments.add(wish.how(), wish.count(), wish.ticketType());
      addZones(arguments, wish.zones());
      addZones(arguments, wish.otherwise());
    }
  }

  private static void addZones(PoolArguments arguments, List<Zone> zones) {
    arguments.add(zones.size());
    for (var zone : zones) {
      arguments.add(zone.firstSegment(), zone.lastSegment(), zone.quality());
    }
  }

  private Claimed claimed(PoolReply reply, Wanted wanted) {
    return switch (reply.word(0)) {
      case "HELD" -> new Claimed.Held(reader.hold(reply));
      case "ENDED" -> new Claimed.Ended();
      case "REUSED" -> throw WireException.keyReused();
      case "REFUSED" ->
          new Claimed.Refused(wanted.prices().performanceId(), refused(reply, wanted.seats()));
      case "NOT_ENOUGH" -> notEnough(reply, wanted);
      case "LIMIT_HOLD" -> new Claimed.OverHoldLimit((int) reply.number(1), "");
      case "LIMIT_BUYER" ->
          new Claimed.OverBuyerLimit((int) reply.number(1), (int) reply.number(2), reply.word(3));
      case "NOT_ON_SALE" ->
          new Claimed.NotOnSale(
              Instant.ofEpochMilli(reply.number(1)),
              Instant.ofEpochMilli(reply.number(2)),
              reply.number(3) == 0,
              "");
      default -> throw reply.unexpected();
    };
  }

  private static List<Claimed.RefusedSeat> refused(PoolReply reply, List<NamedSeat> seats) {
    var refused = new ArrayList<Claimed.RefusedSeat>();
    for (int i = 1; i < reply.parts().size(); i += 2) {
      refused.add(
          new Claimed.RefusedSeat(
              seats.get((int) reply.number(i) - 1).seat().seatId(),
              UnavailableReason.valueOf("UNAVAILABLE_REASON_" + reply.word(i + 1))));
    }
    return refused;
  }

  /// Best seats are the first of the wishes, in the order of the request.
  private static Claimed notEnough(PoolReply reply, Wanted wanted) {
    int index = (int) reply.number(1) - 1;
    var wish = wanted.wishes().get(index);
    var area = wish.zones().isEmpty() ? null : wish.zones().getFirst().areaId();
    return new Claimed.NotEnough(
        area == null ? new Claimed.Lacking.Best(index) : new Claimed.Lacking.Area(area),
        wanted.prices().performanceId(),
        (int) reply.number(2),
        reply.number(3) == 1);
  }

  /// @param elsewhere what the hold has in other pools; empty in those
  Claimed confirm(PoolId pool, UUID holdId, UUID buyer, Quote elsewhere) {
    var arguments = scripts.arguments(pool);
    arguments.add(holdId, buyer, settings.timeToLive().toMillis());
    arguments.add(settings.margin().toMillis(), settings.latest(clock));
    arguments.addBytes(elsewhere.encode());
    var reply = scripts.run(CONFIRM_HOLD, pool, arguments);
    return switch (reply.word(0)) {
      case "HELD" -> new Claimed.Held(reader.hold(reply));
      case "ENDED" -> new Claimed.Ended();
      default -> throw reply.unexpected();
    };
  }
}
