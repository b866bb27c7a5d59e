package boxoffice.inventory.reservation;

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

/// An order's claim on everything that its holds have.
///
/// @param deadline refused when PostgreSQL gets to it later
/// @param homeId the performance that its first hold is named after
/// @param parts by performance, in the order of their ids, and hold; one of the first hold's home
///   in any case
/// @param units by sku, in the order of those, and hold
record Reservation(
    UUID orderId,
    UUID homeId,
    UUID buyerId,
    Instant deadline,
    List<Part> parts,
    List<Units> units) {

  Reservation {
    parts =
        parts.stream()
            .sorted(
                Comparator.comparing(Part::performanceId, PerformanceLock.ORDER)
                    .thenComparing(Part::from))
            .toList();
    units =
        units.stream().sorted(Comparator.comparing(Units::sku).thenComparing(Units::from)).toList();
  }

  /// Which of the order's holds something was held with.
  ///
  /// @param number from 0, as the order names them
  record Source(int number, UUID holdId) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
      return Integer.compare(number, other.number);
    }
  }

  /// What it has of one performance from one hold.
  ///
  /// @param fence epoch and sequence of the pin that it is made under
  /// @param channel that the seats are of; 0 for everybody's
  /// @param quote the seats; with the home performance of a hold also all of its products
  record Part(UUID performanceId, Source from, long fence, int channel, Quote quote) {
    List<HeldSeat> seats() {
      return quote.seats();
    }

    List<UUID> seatIds() {
      return quote.seatIds();
    }

    /// @param in whether what is among the lines is wanted, or what is not
    private Part split(Lines lines, boolean in) {
      var seats =
          seats().stream()
              .filter(seat -> lines.hasSeat(performanceId, UUID.fromString(seat.getSeatId())) == in)
              .toList();
      var products =
          quote.products().stream()
              .filter(product -> lines.skus().contains(product.getSku()) == in)
              .toList();
      return new Part(performanceId, from, fence, channel, new Quote(seats, products));
    }

    /// How many seats there are of each ticket type that is not the standard one.
    SortedMap<UUID, Integer> types() {
      var types = new TreeMap<UUID, Integer>(PerformanceLock.ORDER);
      seats().stream()
          .map(HeldSeat::getTicketTypeId)
          .filter(type -> !type.isEmpty())
          .forEach(type -> types.merge(UUID.fromString(type), 1, Integer::sum));
      return types;
    }
  }

  /// What it has of one product's variant from one hold.
  ///
  /// @param fence as of a part
  record Units(HeldProduct product, Source from, long fence) {
    String sku() {
      return product.getSku();
    }

    int quantity() {
      return product.getQuantity();
    }
  }

  /// Those that it has something of, each once.
  List<UUID> performances() {
    return parts.stream().map(Part::performanceId).distinct().toList();
  }

  /// The same order with those of the lines that it has, and nothing else.
  Reservation only(Lines lines) {
    var some = split(lines, true);
    var withSeats = some.parts.stream().filter(part -> !part.seats().isEmpty()).toList();
    return new Reservation(orderId, homeId, buyerId, deadline, withSeats, some.units);
  }

  /// The same order with all but these lines.
  Reservation without(Lines lines) {
    return split(lines, false);
  }

  private Reservation split(Lines lines, boolean in) {
    return new Reservation(
        orderId,
        homeId,
        buyerId,
        deadline,
        parts.stream().map(part -> part.split(lines, in)).toList(),
        units.stream().filter(one -> lines.skus().contains(one.sku()) == in).toList());
  }

  private boolean isHome(Part part) {
    return part.performanceId().equals(homeId);
  }

  /// Whose seats they are; 0 for everybody's, and where the home pool was not pinned.
  int channel() {
    return parts.stream().filter(this::isHome).mapToInt(Part::channel).findFirst().orElse(0);
  }

  /// All of it, as it was quoted, one hold after the other.
  Quote quote() {
    return parts.stream()
        .sorted(Comparator.comparing(Part::from).thenComparing(part -> !isHome(part)))
        .map(Part::quote)
        .reduce(Quote.EMPTY, Quote::and);
  }
}
