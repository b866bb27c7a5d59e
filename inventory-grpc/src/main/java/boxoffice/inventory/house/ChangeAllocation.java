package boxoffice.inventory.house;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.channel.Channel;
import boxoffice.inventory.channel.Channels;
import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.v1.SeatRefusalReason;
import boxoffice.wire.WireException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;

/// Allocates seats to a channel of the performance's organisation, and releases them.
final class ChangeAllocation {
  private final PerformanceChanges changes;
  private final Channels channels;
  private final HouseStore store;
  private final AllocationStore allocations;
  private final ChangeHouse changeHouse;

  ChangeAllocation(
      PerformanceChanges changes,
      Channels channels,
      HouseStore store,
      AllocationStore allocations,
      ChangeHouse changeHouse) {
    this.changes = changes;
    this.channels = channels;
    this.store = store;
    this.allocations = allocations;
    this.changeHouse = changeHouse;
  }

  /// Whose seats, and of which performance.
  record Whose(UUID performanceId, UUID channelId) {}

  /// @return empty where too many channels have seats of the performance
  /// @throws WireException as [ChangeHouse#run]
  Optional<Result> allocate(Change change, Whose whose, Selection selection) {
    var performance = whose.performanceId();
    var channel = changes.inTransaction(inside -> own(inside, whose));
    var number =
        changes.inTransaction(inside -> {
          var _ = changes.lock(inside, performance, "performance");
          return SeatChannels.giveNumber(inside, performance, whose.channelId());
        });
    if (number.isEmpty()) {
      return Optional.empty();
    }
    // that it sells nothing may have been asked for a moment ago
    channels.forget(performance, channel.clientId());
    var deed = new Deed.Allocate(store, whose.channelId(), number.getAsInt());
    return Optional.of(
        changeHouse.run(new ChangeHouse.Request(change, performance, deed, selection)));
  }

  /// @param selection empty for all that nobody has at this moment
  /// @throws WireException as [ChangeHouse#run]
  Result release(Change change, Whose whose, Optional<Selection> selection) {
    var performance = whose.performanceId();
    var number =
        changes.inTransaction(inside -> {
          var _ = own(inside, whose);
          return SeatChannels.number(inside, performance, whose.channelId());
        });
    var which =
        selection.orElseGet(() ->
            new Selection.AnyOf(changes.inTransaction(inside -> all(inside, performance, number))));
    if (number.isEmpty()) {
      return nothing(which);
    }
    var deed = new Deed.Release(store, whose.channelId(), number.getAsInt());
    return changeHouse.run(new ChangeHouse.Request(change, performance, deed, which));
  }

  private List<UUID> all(DSLContext inside, UUID performance, OptionalInt number) {
    return number.isEmpty() ? List.of() : allocations.all(inside, performance, number.getAsInt());
  }

  /// A channel that never had a seat of the performance.
  private static Result nothing(Selection which) {
    return switch (which) {
      case Selection.Named named -> {
        var refused = new LinkedHashMap<UUID, SeatRefusalReason>();
        for (var seat : named.seats()) {
          refused.put(seat, SeatRefusalReason.SEAT_REFUSAL_REASON_NOT_ALLOCATED);
        }
        yield new Result.Refused(refused);
      }
      case Selection.Places _ -> new Result.TooFew(0);
      case Selection.AnyOf _ -> new Result.Done(List.of());
    };
  }

  private Channel own(DSLContext inside, Whose whose) {
    var performance = changes.own(inside, whose.performanceId(), "performance");
    var channel = channels.own(inside, whose.channelId());
    if (!channel.organisationId().equals(performance.owner().organisationId())) {
      throw WireException.notFound("channel");
    }
    return channel;
  }
}
