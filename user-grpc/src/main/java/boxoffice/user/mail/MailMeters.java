package boxoffice.user.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// How many mails wait, and how long the oldest has. Each instance tells the same, as it was in the
/// database a few seconds ago; while the database is away, as it was before.
@Component
class MailMeters {
  private static final Logger log = LoggerFactory.getLogger(MailMeters.class);

  private final MailStore outbox;
  private final Clock clock;
  private volatile MailStore.Waiting last = new MailStore.Waiting(0, null);

  MailMeters(MailStore outbox, Clock clock, MeterRegistry meters) {
    this.outbox = outbox;
    this.clock = clock;
    Gauge.builder("boxoffice.outbox.waiting", this, figures -> figures.last.mails())
        .register(meters);
    TimeGauge.builder("boxoffice.outbox.late", this, TimeUnit.MILLISECONDS, MailMeters::lateMillis)
        .description("how long the oldest has waited")
        .register(meters);
  }

  @Scheduled(fixedDelayString = "${boxoffice.user.meter-interval:10s}")
  void read() {
    try {
      last = outbox.waiting();
    } catch (DataAccessException | TransactionException e) {
      log.debug("the outbox cannot be read", e);
    }
  }

  private static double lateMillis(MailMeters figures) {
    var since = figures.last.since();
    return since == null ? 0 : figures.clock.millis() - since.toEpochMilli();
  }
}
