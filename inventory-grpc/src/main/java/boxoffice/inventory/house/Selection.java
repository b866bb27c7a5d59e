package boxoffice.inventory.house;

import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.wire.WireException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Which seats a request means.
sealed interface Selection {
  /// The seats that it may be.
  ///
  /// @param seats the best first
  /// @param count how many of them; 0 for as many as it can be done to
  /// @param strict whether it has to be all of them
  record Candidates(List<PlannedSeat> seats, int count, boolean strict) {
    List<UUID> ids() {
      return seats.stream().map(PlannedSeat::seatId).toList();
    }

    Candidates only(Collection<UUID> wanted) {
      return new Candidates(
          seats.stream().filter(seat -> wanted.contains(seat.seatId())).toList(), count, strict);
    }
  }

  /// Their ids.
  static List<UUID> inPlanOrder(List<PlannedSeat> seats) {
    return seats.stream()
        .sorted(Comparator.comparingInt(PlannedSeat::ordinal))
        .map(PlannedSeat::seatId)
        .toList();
  }

  /// @throws WireException VALIDATION_FAILED for what the hall does not have
  Candidates in(SeatMapLayout hall);

  /// These, in the plan's order.
  record Named(List<UUID> seats) implements Selection {
    public Named {
      seats = seats.stream().distinct().toList();
    }

    @Override
    public Candidates in(SeatMapLayout hall) {
      var planned =
          seats.stream()
              .map(id -> {
                var seat = hall.seat(id);
                if (seat == null) {
                  throw WireException.invalidField("seats", id + " is not a seat of the hall");
                }
                return seat;
              })
              .sorted(Comparator.comparingInt(PlannedSeat::ordinal))
              .toList();
      return new Candidates(planned, planned.size(), true);
    }
  }

  /// So many places of an area, from its end on.
  record Places(UUID areaId, int count) implements Selection {
    @Override
    public Candidates in(SeatMapLayout hall) {
      var places =
          hall.seats().stream()
              .filter(seat -> areaId.equals(seat.areaId()))
              .sorted(Comparator.comparingInt(PlannedSeat::ordinal).reversed())
              .toList();
      if (places.isEmpty()) {
        throw WireException.invalidField("seats", areaId + " is not an area of the hall");
      }
      return new Candidates(places, count, false);
    }
  }

  /// Those of these that it can be done to.
  record AnyOf(List<UUID> seats) implements Selection {
    @Override
    public Candidates in(SeatMapLayout hall) {
      var planned =
          seats.stream()
              .map(hall::seat)
              .filter(Objects::nonNull)
              .sorted(Comparator.comparingInt(PlannedSeat::ordinal))
              .toList();
      return new Candidates(planned, 0, false);
    }
  }
}
