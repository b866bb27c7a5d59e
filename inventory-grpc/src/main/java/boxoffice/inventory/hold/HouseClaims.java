package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.SeatRefusalReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What Redis does for a change by the house: seats are set aside first, as a buyer's claim would
/// have them, so that nobody holds them while PostgreSQL takes the change in; then they are
/// settled. What is not settled goes free again after ten seconds: by then the transaction is over,
/// and a pool that then offers too much is refused by it and mended.
public final class HouseClaims {
  private static final LuaScript SET_ASIDE = LuaScript.ofPool("set_aside");
  private static final LuaScript SETTLE_ASIDE = LuaScript.ofPool("settle_aside");
  private static final LuaScript UNBLOCK_SEATS = LuaScript.ofPool("unblock_seats");

  /// Longer than the longest transaction, the wait for it, and the difference of the clocks.
  private static final Duration LASTS = Duration.ofSeconds(10);

  private final PoolScripts scripts;
  private final HoldSettings settings;
  private final Clock clock;

  HouseClaims(PoolScripts scripts, HoldSettings settings, Clock clock) {
    this.scripts = scripts;
    this.settings = settings;
    this.clock = clock;
  }

  /// A performance's hall.
  public record House(UUID performanceId, UUID seatMapId, SeatMapLayout layout) {}

  /// Which seats to set aside.
  ///
  /// @param channel whose free seats are meant; 0 for everybody's
  /// @param candidates the best first
  /// @param count how many of them; 0 for as many as are free
  /// @param strict whether all of them have to be free
  public record Wanted(int channel, List<PlannedSeat> candidates, int count, boolean strict) {}

  /// What came of it.
  public sealed interface Aside {
    /// @param fence epoch * 2^32 + sequence; 0 where there are no seats
    record Done(long fence, List<PlannedSeat> seats) implements Aside {}

    record Refused(Map<UUID, SeatRefusalReason> seats) implements Aside {}

    record TooFew(int available) implements Aside {}
  }

  /// What seats are that were set aside.
  public record End(boolean kept, long until) {
    public static final End BLOCKED_SEATS = new End(true, PoolImage.BLOCKED);

    /// @param channel 0 for everybody
    public static End freeFor(int channel) {
      return new End(false, channel);
    }
  }

  /// Safe to repeat under the same claim.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE, OUTCOME_UNKNOWN
  public Aside setAside(House house, UUID claim, Wanted wanted) {
    var arguments = scripts.arguments(house.performanceId());
    arguments.add(claim, LASTS.toMillis(), settings.latest(clock), house.seatMapId());
    arguments.add(wanted.channel(), wanted.count(), wanted.strict());
    addRanges(arguments, house.layout(), wanted.candidates());
    var pool = PoolId.ofPerformance(house.performanceId());
    return aside(scripts.claim(SET_ASIDE, pool, arguments), arguments.epoch(), house.layout());
  }

  private static Aside aside(PoolReply reply, int epoch, SeatMapLayout layout) {
    return switch (reply.word(0)) {
      case "ASIDE" ->
          reply.number(1) == 0
              ? new Aside.Done(0, List.of())
              : new Aside.Done(
                  Fence.of(epoch, reply.number(1)),
                  Arrays.stream(reply.word(2).split(",", -1))
                      .map(ordinal -> layout.seats().get(Integer.parseInt(ordinal)))
                      .toList());
      case "REFUSED" -> new Aside.Refused(refused(reply, layout));
      case "TOO_FEW" -> new Aside.TooFew((int) reply.number(1));
      default -> throw reply.unexpected();
    };
  }

  private static Map<UUID, SeatRefusalReason> refused(PoolReply reply, SeatMapLayout layout) {
    var refused = new LinkedHashMap<UUID, SeatRefusalReason>();
    for (int i = 1; i < reply.parts().size(); i += 2) {
      refused.put(
          layout.seats().get((int) reply.number(i)).seatId(),
          SeatRefusalReason.valueOf("SEAT_REFUSAL_REASON_" + reply.word(i + 1)));
    }
    return refused;
  }

  /// Says what seats are that were set aside, or gives them back. Safe to repeat; does nothing
  /// after they have lapsed.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE also when the pool was built anew since
  public void settle(House house, UUID claim, Aside.Done aside, End end) {
    var arguments = new PoolArguments(Fence.epoch(aside.fence()));
    arguments.add(claim, Fence.sequence(aside.fence()), end.kept(), end.until());
    var _ = scripts.run(SETTLE_ASIDE, house.performanceId(), arguments);
  }

  /// Gives blocked seats back to everybody. Safe to repeat: another block has another fence.
  ///
  /// @param fences that the seats were blocked under
  public void unblock(House house, Map<PlannedSeat, Long> fences) {
    var arguments = scripts.arguments(house.performanceId());
    arguments.add(house.seatMapId());
    arguments.addSegments(house.layout(), List.copyOf(fences.keySet()));
    fences.forEach((seat, fence) -> arguments.add(seat.ordinal(), Fence.sequence(fence)));
    var _ = scripts.run(UNBLOCK_SEATS, house.performanceId(), arguments);
  }

  /// Seats of one segment that follow each other, either way, as one range.
  private static void addRanges(
      PoolArguments arguments, SeatMapLayout layout, List<PlannedSeat> seats) {
    var range = new ArrayList<PlannedSeat>();
    for (var seat : seats) {
      if (!range.isEmpty() && !goesOn(range, seat)) {
        addRange(arguments, layout, range);
        range.clear();
      }
      range.add(seat);
    }
    if (!range.isEmpty()) {
      addRange(arguments, layout, range);
    }
  }

  private static boolean goesOn(List<PlannedSeat> range, PlannedSeat seat) {
    var last = range.getLast();
    var step = seat.ordinal() - last.ordinal();
    return seat.segment() == last.segment()
        && Math.abs(step) == 1
        && (range.size() == 1 || step == last.ordinal() - range.get(range.size() - 2).ordinal());
  }

  private static void addRange(
      PoolArguments arguments, SeatMapLayout layout, List<PlannedSeat> range) {
    var number = range.getFirst().segment();
    var segment = layout.segments().get(number);
    arguments.add(number, segment.firstOrdinal(), segment.length());
    arguments.add(range.getFirst().ordinal(), range.getLast().ordinal());
  }
}
