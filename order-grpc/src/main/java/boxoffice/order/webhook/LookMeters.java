package boxoffice.order.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/// What came of asking the provider what happened, and how far that lags behind: each instance
/// tells the same, read from the database now and then. While that is away the lag grows.
final class LookMeters {
  private final LookStore looks;
  private final Clock clock;
  private final Counter missed;
  private final Counter tooLong;
  private volatile @Nullable Instant until;

  LookMeters(LookStore looks, Clock clock, MeterRegistry meters) {
    this.looks = looks;
    this.clock = clock;
    this.missed = meters.counter("boxoffice.order.webhooks.missed");
    this.tooLong = meters.counter("boxoffice.order.webhooks", "outcome", "too_long");
    Gauge.builder("boxoffice.order.webhooks.look.lag", () -> lag().toSeconds())
        .description("since when not all that the provider tells is known to be taken")
        .baseUnit("seconds")
        .register(meters);
  }

  private Duration lag() {
    var seen = until;
    return seen == null ? Duration.ZERO : Duration.between(seen, clock.instant());
  }

  /// An event was told by no webhook.
  void missed() {
    missed.increment();
  }

  /// An event was left out that is longer than any is read.
  void tooLong() {
    tooLong.increment();
  }

  @Scheduled(fixedDelayString = "${boxoffice.order.meter-interval:10s}", scheduler = "orderTimers")
  void read() {
    until = looks.lookedUntil();
  }
}
