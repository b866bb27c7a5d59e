package boxoffice.inventory.hold;

import boxoffice.inventory.channel.Channels;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.UUID;

/// What performances offer whom: to a person everybody's seats, to a partner's client those of its
/// own channel and no others.
record Offers(Performances performances, SeatMaps seatMaps, Channels channels) {
  /// @throws boxoffice.wire.WireException NOT_FOUND for a performance and for a draft,
  ///   VALIDATION_FAILED for what the performance does not have
  ReadChoice.Read read(
      Caller caller, ReadChoice.Buyer buyer, PerformanceChoice choice, Instant now) {
    var id = WireTypes.uuid(choice.getPerformanceId());
    var performance = performances.published(id);
    var hall = new Hall(performance.seatMapId(), seatMaps.layout(performance.seatMapId()));
    return new ReadChoice(performance, hall, now).read(buyer.in(channel(caller, id)), choice);
  }

  private int channel(Caller caller, UUID performance) {
    return caller.isPerson()
        ? 0
        : channels.numberOf(performance, caller.subject()).orElse(Channels.NOTHING);
  }
}
