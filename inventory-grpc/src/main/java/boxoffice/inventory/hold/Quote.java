package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.money.v1.Money;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What a hold has, with the prices that were quoted. Stored in the contract's own form, so that it
/// stays readable as the contract grows.
///
/// @param seats in the order in which they were wanted, those of the home performance first
public record Quote(List<HeldSeat> seats, List<HeldProduct> products) {
  public static final Quote EMPTY = new Quote(List.of(), List.of());

  public Quote {
    seats = List.copyOf(seats);
    products = List.copyOf(products);
  }

  public byte[] encode() {
    return Hold.newBuilder().addAllSeats(seats).addAllProducts(products).build().toByteArray();
  }

  /// @param stored nothing at all is an empty one
  public static Quote decode(byte[] stored) {
    var hold = parse(stored);
    return new Quote(hold.getSeatsList(), hold.getProductsList());
  }

  private static Hold parse(byte[] stored) {
    try {
      return Hold.parseFrom(stored);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored quote cannot be read", e);
    }
  }

  public Quote and(Quote other) {
    return new Quote(
        Stream.concat(seats.stream(), other.seats.stream()).toList(),
        Stream.concat(products.stream(), other.products.stream()).toList());
  }

  public List<UUID> seatIds() {
    return seats.stream().map(seat -> UUID.fromString(seat.getSeatId())).toList();
  }

  /// The other performances that seats are of, each once.
  public Stream<UUID> performancesBeside(UUID home) {
    return seats.stream()
        .map(HeldSeat::getPerformanceId)
        .distinct()
        .map(UUID::fromString)
        .filter(performance -> !performance.equals(home));
  }

  /// Only what is of one performance; products are of none.
  public Quote of(UUID performanceId) {
    var id = performanceId.toString();
    return new Quote(
        seats.stream().filter(seat -> seat.getPerformanceId().equals(id)).toList(), List.of());
  }

  /// The sum; a hold has one thing at least, and all prices of it have one currency.
  Money total() {
    var sum =
        Stream.concat(seats.stream().map(Quote::lineMinor), products.stream().map(Quote::lineMinor))
            .reduce(0L, Math::addExact);
    var currency =
        seats.isEmpty()
            ? products.getFirst().getPrice().getCurrency()
            : seats.getFirst().getPrice().getCurrency();
    return Money.newBuilder().setAmountMinor(sum).setCurrency(currency).build();
  }

  private static long lineMinor(HeldSeat seat) {
    return seat.hasLine() ? seat.getLine().getTotalMinor() : seat.getPrice().getAmountMinor();
  }

  private static long lineMinor(HeldProduct product) {
    return product.hasLine()
        ? product.getLine().getTotalMinor()
        : Math.multiplyExact(product.getPrice().getAmountMinor(), product.getQuantity());
  }

  /// What seats of a performance cost, by category and ticket type. It is quoted before it is known
  /// which seats a wish finds, and stored in the pool beside the hold.
  ///
  /// @param seatMapId that the ordinals of the hold are of
  record Prices(UUID performanceId, UUID seatMapId, List<HeldSeat> lines) {
    Prices {
      lines = List.copyOf(lines);
    }

    byte[] encode() {
      return Hold.newBuilder()
          .setPerformanceId(performanceId.toString())
          .setName(seatMapId.toString())
          .addAllSeats(lines)
          .build()
          .toByteArray();
    }

    static Prices decode(byte[] stored) {
      var hold = parse(stored);
      return new Prices(
          UUID.fromString(hold.getPerformanceId()),
          UUID.fromString(hold.getName()),
          hold.getSeatsList());
    }

    /// @param ticketType its id, or empty
    HeldSeat of(PlannedSeat seat, String ticketType) {
      var quoted =
          lines.stream()
              .filter(line -> line.getTicketTypeId().equals(ticketType))
              .filter(line -> line.getCategory().equals(seat.category()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no price for " + seat.category()));
      var held =
          quoted.toBuilder()
              .setSeatId(seat.seatId().toString())
              .setSection(seat.section())
              .setRow(seat.row())
              .setNumber(seat.number())
              .setPerformanceId(performanceId.toString());
      if (seat.areaId() != null) {
        held.setAreaId(seat.areaId().toString());
      }
      return held.build();
    }
  }
}
