package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.HeldSeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads what a script says of a hold: ordinals become seats again, with the prices that were
/// quoted for them.
final class HoldReader {
  private final SeatMaps seatMaps;

  HoldReader(SeatMaps seatMaps) {
    this.seatMaps = seatMaps;
  }

  /// @param reply in the form of claim.lua's HELD
  HoldNow hold(PoolReply reply) {
    return new HoldNow(
        reply.word(1),
        Instant.ofEpochMilli(reply.number(2)),
        Instant.ofEpochMilli(reply.number(7)),
        reply.number(6) == 1,
        quote(reply),
        reply.number(9),
        (int) reply.number(10),
        reply.word(11));
  }

  private Quote quote(PoolReply reply) {
    var elsewhere = Quote.decode(reply.bytes(8));
    if (reply.word(4).isEmpty()) {
      return new Quote(List.of(), Quote.decode(reply.bytes(3)).products()).and(elsewhere);
    }
    var prices = Quote.Prices.decode(reply.bytes(3));
    var layout = seatMaps.layout(prices.seatMapId());
    var ordinals = reply.word(4).split(",", -1);
    var types = reply.word(5).split(",", -1);
    var seats = new ArrayList<HeldSeat>();
    for (int i = 0; i < ordinals.length; i++) {
      seats.add(prices.of(layout.seats().get(Integer.parseInt(ordinals[i])), types[i]));
    }
    return new Quote(seats, List.of()).and(elsewhere);
  }
}
