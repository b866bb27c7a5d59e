package boxoffice.inventory.house;

import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.hold.HouseClaims.End;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.SeatRefusalReason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// What is done to seats that nobody has.
sealed interface Deed {
  HouseStore store();

  /// What the audit log calls it.
  String action();

  /// Whose free seats it takes: a channel's number, or 0 for everybody's.
  default int channel() {
    return 0;
  }

  /// What they are afterwards.
  End end();

  /// Those of the seats that it cannot be done to, as PostgreSQL knows them.
  default Map<UUID, SeatRefusalReason> obstacles(
      DSLContext inside, UUID performance, Collection<UUID> seats) {
    return store().unavailable(inside, performance, seats);
  }

  /// Under the performance's lock had alone, where nothing stands in the way.
  ///
  /// @param fence that the seats were set aside under
  void write(DSLContext inside, UUID performance, List<PlannedSeat> seats, long fence);

  /// For the audit log.
  default Map<String, ?> before(List<UUID> seats) {
    return Map.of();
  }

  /// For the audit log.
  default Map<String, ?> after(List<UUID> seats) {
    return Map.of();
  }

  /// Keeps seats back.
  record Block(HouseStore store, String reason, String actor) implements Deed {
    @Override
    public String action() {
      return "seats-blocked";
    }

    @Override
    public End end() {
      return End.BLOCKED_SEATS;
    }

    @Override
    public void write(DSLContext inside, UUID performance, List<PlannedSeat> seats, long fence) {
      store.block(inside, performance, seats, fence, this);
    }

    @Override
    public Map<String, ?> after(List<UUID> seats) {
      return Map.of("reason", reason, Told.SEATS, seats);
    }
  }

  /// Sets seats aside for a channel.
  record Allocate(HouseStore store, UUID channelId, int number) implements Deed {
    @Override
    public String action() {
      return "seats-allocated";
    }

    @Override
    public End end() {
      return End.freeFor(number);
    }

    @Override
    public void write(DSLContext inside, UUID performance, List<PlannedSeat> seats, long fence) {
      SeatChannels.allocate(
          inside, performance, number, seats.stream().map(PlannedSeat::seatId).toList());
    }

    @Override
    public Map<String, ?> after(List<UUID> seats) {
      return Map.of("channel_id", channelId, Told.SEATS, seats);
    }
  }

  /// Gives seats of a channel's back to everybody.
  record Release(HouseStore store, UUID channelId, int number) implements Deed {
    @Override
    public String action() {
      return "seats-released";
    }

    @Override
    public int channel() {
      return number;
    }

    @Override
    public End end() {
      return End.freeFor(0);
    }

    @Override
    public Map<UUID, SeatRefusalReason> obstacles(
        DSLContext inside, UUID performance, Collection<UUID> seats) {
      var obstacles = new LinkedHashMap<UUID, SeatRefusalReason>();
      var allocated = SeatChannels.of(inside, performance, seats);
      for (var seat : seats) {
        var has = allocated.getOrDefault(seat, 0);
        if (has == 0) {
          obstacles.put(seat, SeatRefusalReason.SEAT_REFUSAL_REASON_NOT_ALLOCATED);
        } else if (has != number) {
          obstacles.put(seat, SeatRefusalReason.SEAT_REFUSAL_REASON_OTHER_CHANNEL);
        }
      }
      store.taken(inside, performance, seats).forEach(obstacles::putIfAbsent);
      return obstacles;
    }

    @Override
    public void write(DSLContext inside, UUID performance, List<PlannedSeat> seats, long fence) {
      SeatChannels.release(inside, performance, seats.stream().map(PlannedSeat::seatId).toList());
    }

    @Override
    public Map<String, ?> before(List<UUID> seats) {
      return Map.of("channel_id", channelId, Told.SEATS, seats);
    }
  }
}
