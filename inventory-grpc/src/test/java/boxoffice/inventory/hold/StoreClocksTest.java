package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clocks that differ, asked over ways that take time.
@ExtendWith(SharedInventory.class)
class StoreClocksTest {
  private static final Instant START = Instant.parse("2026-01-01T20:00:00Z");

  /// How far the clock of PostgreSQL is from ours, and that of Redis.
  private Duration postgres = Duration.ZERO;

  private Duration redis = Duration.ZERO;

  /// What each way to a store takes, there and back together.
  private Duration way = Duration.ofMillis(1);

  private boolean isAway;
  private long now;

  private final StoreClocks clocks =
      new StoreClocks(this::postgresTime, () -> List.of(() -> say(redis)), () -> now);

  private Instant postgresTime() {
    if (isAway) {
      throw new DataAccessException("away");
    }
    return say(postgres);
  }

  /// In the middle of the way.
  private Instant say(Duration offset) {
    now += way.dividedBy(2).toNanos();
    var said = START.plusNanos(now).plus(offset);
    now += way.dividedBy(2).toNanos();
    return said;
  }

  @Test
  void letsClaimsThroughWhileTheClocksAgree() {
    redis = Duration.ofMillis(900);

    clocks.compare();

    assertThatCode(clocks::require).doesNotThrowAnyException();
    assertThat(clocks.difference()).isBetween(Duration.ofMillis(890), Duration.ofMillis(900));
  }

  @Test
  void stopsClaimsWhicheverClockIsAheadAndLetsThemThroughAgain() {
    for (var apart : List.of(Duration.ofSeconds(2), Duration.ofSeconds(-2))) {
      redis = apart;
      clocks.compare();
      assertRefused();

      redis = Duration.ZERO;
      postgres = Duration.ofMillis(50);
      clocks.compare();
      assertThatCode(clocks::require).doesNotThrowAnyException();
    }
  }

  /// What the way took proves nothing.
  @Test
  void blamesNoClockForASlowWay() {
    way = Duration.ofSeconds(3);
    redis = Duration.ofMillis(1_500);

    clocks.compare();

    assertThatCode(clocks::require).doesNotThrowAnyException();
  }

  @Test
  void keepsWhatItFoundWhilePostgresqlIsAway() {
    redis = Duration.ofSeconds(2);
    clocks.compare();
    isAway = true;
    redis = Duration.ZERO;

    clocks.compare();

    assertRefused();
    isAway = false;
    clocks.compare();
    assertThatCode(clocks::require).doesNotThrowAnyException();
  }

  @Test
  void comparesTheClocksOfTheRealStores(RunningInventoryGrpc inventory) {
    var real = inventory.context().getBean(StoreClocks.class);

    real.compare();

    assertThat(real.difference()).isLessThan(Duration.ofMillis(500));
    assertThatCode(real::require).doesNotThrowAnyException();
  }

  private void assertRefused() {
    assertThatThrownBy(clocks::require)
        .isInstanceOfSatisfying(
            WireException.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(ErrorReason.INVENTORY_UNAVAILABLE);
              assertThat(refused).hasMessageContaining("clocks");
            });
  }
}
