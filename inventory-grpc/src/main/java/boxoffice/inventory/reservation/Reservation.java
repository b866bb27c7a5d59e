package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.Quote;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// An order's claim on everything that a hold has.
///
/// @param deadline refused when PostgreSQL gets to it later
/// @param parts by performance, in the order of their ids; one of the performance that the hold is
///   named after in any case
/// @param units by sku, in the order of those
record Reservation(
    UUID orderId,
    HoldName hold,
    UUID buyerId,
    Instant deadline,
    List<Part> parts,
    List<Units> units) {

  Reservation {
    parts =
        parts.stream()
            .sorted(Comparator.comparing(Part::performanceId, PerformanceLock.ORDER))
            .toList();
    units = units.stream().sorted(Comparator.comparing(Units::sku)).toList();
  }

  /// What it has of one performance.
  ///
  /// @param fence epoch and sequence of the pin that it is made under
  /// @param channel that the seats are of; 0 for everybody's
  record Part(UUID performanceId, long fence, int channel, List<HeldSeat> seats) {
    Part {
      seats = List.copyOf(seats);
    }

    List<UUID> seatIds() {
      return seats.stream().map(Part::seatId).toList();
    }

    private static UUID seatId(HeldSeat seat) {
      return UUID.fromString(seat.getSeatId());
    }

    Part only(Predicate<UUID> which) {
      return new Part(
          performanceId,
          fence,
          channel,
          seats.stream().filter(seat -> which.test(seatId(seat))).toList());
    }

    /// How many seats there are of each ticket type that is not the standard one.
    SortedMap<UUID, Integer> types() {
      var types = new TreeMap<UUID, Integer>(PerformanceLock.ORDER);
      seats.stream()
          .map(HeldSeat::getTicketTypeId)
          .filter(type -> !type.isEmpty())
          .forEach(type -> types.merge(UUID.fromString(type), 1, Integer::sum));
      return types;
    }
  }

  /// What it has of one product's variant.
  ///
  /// @param fence as of a part
  record Units(HeldProduct product, long fence) {
    String sku() {
      return product.getSku();
    }

    int quantity() {
      return product.getQuantity();
    }
  }

  UUID homeId() {
    return hold.performanceId();
  }

  /// The same order with those of the lines that it has, and nothing else.
  Reservation only(Lines lines) {
    var some = split(lines, true);
    var withSeats = some.parts.stream().filter(part -> !part.seats().isEmpty()).toList();
    return new Reservation(orderId, hold, buyerId, deadline, withSeats, some.units);
  }

  /// The same order with all but these lines.
  Reservation without(Lines lines) {
    return split(lines, false);
  }

  private Reservation split(Lines lines, boolean in) {
    return new Reservation(
        orderId,
        hold,
        buyerId,
        deadline,
        parts.stream()
            .map(part -> part.only(seat -> lines.hasSeat(part.performanceId(), seat) == in))
            .toList(),
        units.stream().filter(one -> lines.skus().contains(one.sku()) == in).toList());
  }

  private boolean isHome(Part part) {
    return part.performanceId().equals(homeId());
  }

  /// Empty where its pool was not pinned.
  private Stream<Part> home() {
    return parts.stream().filter(this::isHome);
  }

  /// Whose seats they are; 0 for everybody's.
  int channel() {
    return home().mapToInt(Part::channel).findFirst().orElse(0);
  }

  /// All of it, as it was quoted.
  Quote quote() {
    var elsewhere = parts.stream().filter(part -> !isHome(part));
    return new Quote(
        Stream.concat(home(), elsewhere).flatMap(part -> part.seats().stream()).toList(),
        units.stream().map(Units::product).toList());
  }
}
