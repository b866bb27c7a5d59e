package boxoffice.order.webhook;

import boxoffice.order.payment.Answer;
import boxoffice.order.payment.EventList;
import boxoffice.order.payment.ProviderEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Asks the provider what happened, for what no webhook has told: money that somebody gave back at
/// the provider, or that it took for an order that was closed. Every instance has one; one of them
/// looks at a time. An event that a webhook told before changes nothing.
final class MissedEvents {
  private static final Logger log = LoggerFactory.getLogger(MissedEvents.class);

  private final ProviderEvents events;
  private final LookStore looks;
  private final WebhookStore store;
  private final TakeEvent take;
  private final Counter missed;

  MissedEvents(
      ProviderEvents events,
      LookStore looks,
      WebhookStore store,
      TakeEvent take,
      MeterRegistry meters) {
    this.events = events;
    this.looks = looks;
    this.store = store;
    this.take = take;
    this.missed = meters.counter("boxoffice.order.webhooks.missed");
  }

  @Scheduled(
      fixedDelayString = "${boxoffice.order.webhook.look-interval:20s}",
      scheduler = "orderTimers")
  void look() {
    var look = looks.begin();
    @Nullable String after = null;
    while (look.isPresent()) {
      switch (events.list(look.get().created(), ProviderEvent.MISSED, after)) {
        case EventList.Page page -> {
          takeAll(page);
          after = page.next();
          look = after == null ? end(look.get()) : looks.goOn(look.get());
        }
        case Answer.Failure _ -> {
          looks.giveBack(look.get());
          look = Optional.empty();
        }
      }
    }
  }

  private Optional<LookStore.Look> end(LookStore.Look look) {
    looks.end(look);
    return Optional.empty();
  }

  private void takeAll(EventList.Page page) {
    var all = ProviderEvent.readAll(page.json());
    var known = store.known(all.stream().map(ProviderEvent::id).toList());
    for (var event : all) {
      if (!known.contains(event.id()) && take.take(event)) {
        log.warn("event {} ({}) was told by no webhook", event.id(), event.type());
        missed.increment();
      }
    }
  }
}
