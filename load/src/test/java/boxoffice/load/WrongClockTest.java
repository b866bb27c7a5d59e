package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The row of the fault matrix that sets the clocks of services wrong, by two minutes, which is far
/// longer than a hold lasts here; and the invariant that holds end by the clock of the stores
/// alone.
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
            open(
                TOKEN_LIFE,
                "inventory:boxoffice.clock-offset=120s",
                "order:boxoffice.clock-offset=120s");
        var postgres = new HurtPostgres(opened.target());
        var sale = JudgedSale.open(opened, SEATS, opened.buyers(PEOPLE), folder.resolve("C1"), 1)) {
      var early = Purchase.hold(sale);
      var late = Purchase.hold(sale);
      awaitTime(sale, postgres, early.holdEnds().minusSeconds(1));
      var reply = early.order();
      assertThat(Purchase.isConfirmed(reply)).as(reply.toString()).isTrue();

      var margin = opened.target().constants().marginSeconds();
      awaitTime(sale, postgres, late.holdEnds().plusSeconds(margin));
      assertThat(late.order().outcome()).isEqualTo("hold-expired");
      assertThat(postgres.seats(late.orderId())).isEmpty();
      sale.judge(Set.of("hold-expired"));
    }
  }

  /// A sandbox begins with a purchase, by somebody who signed in two minutes later than the order
  /// service thinks it is. The key that signed is from the future too.
  @Test
  void refusesTokensOfTheFutureC1() {
    assertThatThrownBy(() -> open("order:boxoffice.clock-offset=-120s").close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("problems/invalid-token")
        .hasMessageContaining("\"status\":401");
  }

  private Opened open(String... settings) {
    return HurtSandbox.open("inventory=1,order=1", folder, settings);
  }

  private static void awaitTime(JudgedSale sale, HurtPostgres postgres, Instant time) {
    sale.await("it to be " + time, () -> postgres.now().isAfter(time));
  }
}
