package boxoffice.inventory.house;

import boxoffice.inventory.v1.NotEnoughPlaces;
import boxoffice.inventory.v1.RefusedSeat;
import boxoffice.inventory.v1.SeatRefusalReason;
import boxoffice.inventory.v1.SeatSet;
import boxoffice.inventory.v1.SeatsRefused;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Seats as the contract has them.
final class HouseMessages {
  private HouseMessages() {}

  static Selection fromProto(SeatSet seats) {
    return switch (seats.getKindCase()) {
      case SEATS ->
          new Selection.Named(
              seats.getSeats().getSeatIdsList().stream().map(WireTypes::uuid).toList());
      case PLACES ->
          new Selection.Places(
              WireTypes.uuid(seats.getPlaces().getAreaId()), seats.getPlaces().getCount());
      case KIND_NOT_SET -> throw WireException.invalidField("seats", "are not set");
    };
  }

  static List<String> toProto(List<UUID> seats) {
    return seats.stream().map(UUID::toString).toList();
  }

  static SeatsRefused toProto(Map<UUID, SeatRefusalReason> refused) {
    var proto = SeatsRefused.newBuilder();
    refused.forEach((seat, reason) ->
        proto.addSeats(RefusedSeat.newBuilder().setSeatId(seat.toString()).setReason(reason)));
    return proto.build();
  }

  static NotEnoughPlaces toProto(Result.TooFew few) {
    return NotEnoughPlaces.newBuilder().setAvailableCount(few.available()).build();
  }
}
