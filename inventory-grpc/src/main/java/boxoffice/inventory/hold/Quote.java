package boxoffice.inventory.hold;

import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.money.v1.Money;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.UUID;

/// The seats of a hold with the prices that were quoted for them. Stored beside the hold in the
/// contract's own form, so that it stays readable as the contract grows.
///
/// @param seats in plan order
public record Quote(List<HeldSeat> seats) {
  public Quote {
    seats = List.copyOf(seats);
  }

  static Quote of(Performance performance, List<PlannedSeat> seats) {
    return new Quote(seats.stream().map(seat -> quoted(performance, seat)).toList());
  }

  private static HeldSeat quoted(Performance performance, PlannedSeat seat) {
    var price = performance.prices().get(seat.category());
    if (price == null) {
      throw new IllegalStateException("category without a price: " + seat.category());
    }
    return HeldSeat.newBuilder()
        .setSeatId(seat.seatId().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .setCategory(seat.category())
        .setPrice(Money.newBuilder().setAmountMinor(price).setCurrency(performance.currency()))
        .build();
  }

  public byte[] encode() {
    return Hold.newBuilder().addAllSeats(seats).build().toByteArray();
  }

  public static Quote decode(byte[] stored) {
    try {
      return new Quote(Hold.parseFrom(stored).getSeatsList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored quote cannot be read", e);
    }
  }

  public List<UUID> seatIds() {
    return seats.stream().map(seat -> UUID.fromString(seat.getSeatId())).toList();
  }

  /// The sum; a hold has at least one seat, and all prices of a performance have one currency.
  Money total() {
    long sum = 0;
    for (var seat : seats) {
      sum = Math.addExact(sum, seat.getPrice().getAmountMinor());
    }
    return Money.newBuilder()
        .setAmountMinor(sum)
        .setCurrency(seats.getFirst().getPrice().getCurrency())
        .build();
  }
}
