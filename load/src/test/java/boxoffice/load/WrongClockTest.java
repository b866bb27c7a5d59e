package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The row of the fault matrix that sets the clocks of services wrong, by two minutes, which is far
/// longer than a hold lasts here; and the invariant that holds end by the clock of the stores
/// alone. That a clock behind refuses tokens of the future is shown where one service runs.
@Tag("faults")
class WrongClockTest {
  private static final int PEOPLE = 40;
  private static final int SEATS = 60;

  /// Tokens outlast the difference, unlike those of tests.
  private static final String TOKEN_LIFE = "user:boxoffice.user.access-token-life=5m";

  @TempDir Path folder;

  @Test
  void honoursHoldsToTheirEndWithClocksAheadC1S22() {
    try (var opened =
            HurtSandbox.open(
                "inventory=1,order=1",
                folder,
                TOKEN_LIFE,
                "inventory:boxoffice.clock-offset=120s",
                "order:boxoffice.clock-offset=120s");
        var postgres = new HurtPostgres(opened.target());
        var sale = JudgedSale.open(opened, SEATS, opened.buyers(PEOPLE), folder.resolve("C1"), 1)) {
      var _ = Purchase.bought(sale); // services that have just started are slow
      orderJustBeforeTheEnd(sale, postgres);

      var late = Purchase.hold(sale);
      var margin = opened.target().constants().marginSeconds();
      awaitTime(sale, postgres, late.holdEnds().plusSeconds(margin));
      assertThat(sale.answered(late::order).outcome()).isEqualTo("hold-expired");
      assertThat(postgres.seats(late.orderId())).isEmpty();
      sale.judge(Set.of("hold-expired"));
    }
  }

  /// A busy machine may be too late for one; a wrong clock would refuse each before its end.
  private static void orderJustBeforeTheEnd(JudgedSale sale, HurtPostgres postgres) {
    sale.await(
        "an order in the last second of its hold",
        () -> {
          var early = Purchase.hold(sale);
          awaitTime(sale, postgres, early.holdEnds().minusSeconds(1));
          var reply = early.order();
          if (reply.outcome().equals("hold-expired")) {
            assertThat(postgres.now()).isAfterOrEqualTo(early.holdEnds());
          }
          return Purchase.isConfirmed(reply);
        });
  }

  private static void awaitTime(JudgedSale sale, HurtPostgres postgres, Instant time) {
    sale.await("it to be " + time, () -> postgres.now().isAfter(time));
  }
}
