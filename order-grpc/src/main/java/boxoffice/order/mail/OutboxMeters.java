package boxoffice.order.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;

/// How many mails wait in the outbox, and since when. Each instance tells the same, read from the
/// database now and then; a database that is away leaves the figures as they were.
final class OutboxMeters {
  private final OutboxStore outbox;
  private final Clock clock;
  private volatile OutboxStore.Waiting waiting = new OutboxStore.Waiting(0, null);

  OutboxMeters(OutboxStore outbox, Clock clock, MeterRegistry meters) {
    this.outbox = outbox;
    this.clock = clock;
    Gauge.builder("boxoffice.outbox.waiting", () -> waiting.rows()).register(meters);
    Gauge.builder("boxoffice.outbox.late", () -> late().toSeconds())
        .description("how long the oldest has waited")
        .baseUnit("seconds")
        .register(meters);
  }

  @Scheduled(fixedDelayString = "${boxoffice.order.meter-interval:10s}", scheduler = "orderTimers")
  void read() {
    waiting = outbox.waiting();
  }

  private Duration late() {
    var since = waiting.since();
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }
}
