package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import boxoffice.order.purchase.Cancellation.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CancelPolicyTest {
  private static final Instant START = Instant.parse("2026-11-26T20:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-25T20:00:00Z");

  @Test
  void hasTheDefaultsOfTheProject() {
    assertThat(bind(Map.of())).isEqualTo(new CancelPolicy(Duration.ofDays(1), 0, 0));
  }

  @Test
  void readsEveryProperty() {
    assertThat(
            bind(
                Map.of(
                    "boxoffice.order.cancel.until-before-start", "2h",
                    "boxoffice.order.cancel.fee-minor", "100",
                    "boxoffice.order.cancel.fee-basis-points", "250")))
        .isEqualTo(new CancelPolicy(Duration.ofHours(2), 100, 250));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CancelPolicy(Duration.ofSeconds(-1), 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CancelPolicy(Duration.ZERO, -1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CancelPolicy(Duration.ZERO, 0, 10_001));
  }

  @Test
  void allowsUntilTheTimeAndNotAtIt() {
    var policy = new CancelPolicy(Duration.ofDays(1), 0, 0);

    assertThat(policy.judge(1000, Optional.of(START), UNTIL.minusNanos(1)).refusal()).isNull();
    assertThat(policy.judge(1000, Optional.of(START), UNTIL))
        .isEqualTo(new CancelPolicy.Verdict(Refusal.TOO_LATE, UNTIL, 0));
    assertThat(policy.judge(1000, Optional.empty(), UNTIL).refusal()).isEqualTo(Refusal.TOO_LATE);
  }

  @Test
  void roundsTheFeeDownAndNeverTakesMoreThanWasPaid() {
    assertThat(fee(0, 333, 1_000)).isEqualTo(33);
    assertThat(fee(10, 333, 1_000)).isEqualTo(43);
    assertThat(fee(2_000, 0, 1_000)).isEqualTo(1_000);
    assertThat(fee(Long.MAX_VALUE, 10_000, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  private static long fee(long minor, int basisPoints, long total) {
    return new CancelPolicy(Duration.ZERO, minor, basisPoints)
        .judge(total, Optional.of(START), UNTIL)
        .feeMinor();
  }

  private static CancelPolicy bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("boxoffice.order.cancel", CancelPolicy.class);
  }
}
