package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.check.Facts.Seat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// S9: nobody has more seats of the performance than one may have, over all his orders. A partner
/// buys for others, so no limit of a buyer holds for it.
final class PurchaseLimit {
  private PurchaseLimit() {}

  static void judge(Evidence evidence, Tally tally) {
    var limit = evidence.sale().seatsPerBuyer();
    var byBuyer =
        evidence.facts().books().seats().stream()
            .filter(Seat::isTaken)
            .filter(seat -> seat.place().performance().equals(evidence.sale().performanceId()))
            .filter(seat -> buyer(seat, evidence) != null)
            .collect(groupingBy(seat -> Objects.requireNonNull(buyer(seat, evidence))));
    tally.checked(byBuyer.size());
    byBuyer.forEach((buyer, seats) -> {
      if (seats.size() > limit && !evidence.isPartner(buyer)) {
        var orders = seats.stream().map(Seat::order).distinct().toList();
        tally.violation(
            "buyer " + buyer + " has " + seats.size() + " seats, " + limit + " are allowed",
            seats,
            orders.stream()
                .flatMap(order -> evidence.story(Objects.requireNonNull(order)).stream())
                .toList());
      }
    });
  }

  private static @Nullable UUID buyer(Seat seat, Evidence evidence) {
    var order = seat.order();
    return order == null ? null : evidence.order(order).map(Facts.Order::buyer).orElse(null);
  }
}
