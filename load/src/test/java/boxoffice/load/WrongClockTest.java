package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.system.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The row of the fault matrix that sets the clocks of services wrong, by two minutes, which is far
/// longer than a hold lasts here; and the invariant that holds end by the clock of the stores
/// alone.
@Tag("purchase-faults")
class WrongClockTest {
  private static final int PEOPLE = 40;
  private static final int SEATS = 60;

  @TempDir Path folder;

  private record Shop(JudgedSale sale, HurtPostgres postgres, Target.Constants constants) {
    void awaitTime(Instant time) {
      sale.await("it to be " + time, () -> postgres.now().isAfter(time));
    }
  }

  @Test
  void honoursHoldsToTheirEndWithClocksAheadC1S22() {
    withClocks(
        "120s",
        "120s",
        shop -> {
          var early = Purchase.hold(shop.sale());
          var late = Purchase.hold(shop.sale());
          shop.awaitTime(early.holdEnds().minusSeconds(1));
          var reply = early.order();
          assertThat(Purchase.isConfirmed(reply)).as(reply.toString()).isTrue();

          shop.awaitTime(late.holdEnds().plusSeconds(shop.constants().marginSeconds()));
          assertThat(late.order().outcome()).isEqualTo("hold-expired");
          assertThat(shop.postgres().seats(late.orderId())).isEmpty();
          shop.sale().judge(Set.of("hold-expired"));
        });
  }

  /// A token that is two minutes from the future is nobody's.
  @Test
  void refusesWhoeverSignedInLaterThanItsClockSaysC1() {
    withClocks(
        "0s",
        "-120s",
        shop -> {
          var purchase = Purchase.hold(shop.sale());

          var reply = purchase.order();

          assertThat(reply.outcome()).as(reply.toString()).isEqualTo("invalid-token");
          assertThat(shop.postgres().state(purchase.orderId())).isEmpty();
          shop.awaitTime(purchase.holdEnds());
          shop.sale().judge(Set.of("invalid-token"));
        });
  }

  private void withClocks(String inventory, String order, Consumer<Shop> test) {
    try (var opened =
            HurtSandbox.open(
                "inventory=1,order=1",
                folder,
                "inventory:boxoffice.clock-offset=" + inventory,
                "order:boxoffice.clock-offset=" + order);
        var postgres = new HurtPostgres(opened.target());
        var sale = JudgedSale.open(opened, SEATS, opened.buyers(PEOPLE), folder.resolve("C1"), 1)) {
      test.accept(new Shop(sale, postgres, opened.target().constants()));
    }
  }
}
