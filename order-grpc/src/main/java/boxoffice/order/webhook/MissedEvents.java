package boxoffice.order.webhook;

import boxoffice.db.UnheardFailures;
import boxoffice.order.payment.Answer;
import boxoffice.order.payment.EventList;
import boxoffice.order.payment.ProviderEvents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Asks the provider what happened, for what no webhook has told: money that somebody gave back at
/// the provider, or that it took for an order that was closed. Every instance has one; one of them
/// looks at a time. An event that a webhook told before changes nothing.
///
/// An event that cannot be taken keeps no other from it, and is listed again until it is taken. A
/// page that is too long is asked for in smaller ones; an event that is too long alone is left out.
final class MissedEvents {
  private static final Logger log = LoggerFactory.getLogger(MissedEvents.class);

  /// An answer has a limit; an event has the whole object in it, and that has what its owner wrote.
  private static final int PAGE = 20;

  private final ProviderEvents events;
  private final LookStore looks;
  private final WebhookStore store;
  private final TakeEvent take;
  private final LookMeters meters;

  MissedEvents(
      ProviderEvents events,
      LookStore looks,
      WebhookStore store,
      TakeEvent take,
      LookMeters meters) {
    this.events = events;
    this.looks = looks;
    this.store = store;
    this.take = take;
    this.meters = meters;
  }

  @Scheduled(
      fixedDelayString = "${boxoffice.order.webhook.look-interval:20s}",
      scheduler = "orderTimers")
  void look() {
    looks.begin().map(Pass::new).ifPresent(Pass::run);
  }

  /// One look, page by page, the newest events first.
  private final class Pass {
    private LookStore.Look look;
    private int page = PAGE;
    private @Nullable String after;
    private @Nullable Instant again;

    Pass(LookStore.Look look) {
      this.look = look;
    }

    void run() {
      try {
        while (goOn()) {}
      } catch (RuntimeException e) {
        looks.giveBack(look);
        throw e;
      }
    }

    /// @return whether there is more to look at
    private boolean goOn() {
      return switch (events.list(look.created(), ProviderEvent.MISSED, after, page)) {
        case EventList.Page found -> takeAll(found) && next(found.next());
        case EventList.TooLong(var first) -> page > 1 ? askForLess() : leaveOut(first);
        case Answer.Failure _ -> giveBack();
      };
    }

    private boolean next(@Nullable String last) {
      after = last;
      page = Math.min(PAGE, 2 * page);
      if (last == null) {
        looks.end(look, again);
      }
      return last != null && keep();
    }

    private boolean askForLess() {
      page /= 2;
      return keep();
    }

    private boolean leaveOut(@Nullable String first) {
      if (first == null) {
        log.warn("what the provider lists is too long to be read, event by event");
        return giveBack();
      }
      log.warn("event {} is too long to be read: look at it at the provider", first);
      meters.tooLong();
      after = first;
      return keep();
    }

    private boolean giveBack() {
      looks.giveBack(look);
      return false;
    }

    /// @return false when somebody else has taken the look over
    private boolean keep() {
      var kept = looks.goOn(look);
      kept.ifPresent(longer -> look = longer);
      return kept.isPresent();
    }

    private boolean takeAll(EventList.Page found) {
      var all = ProviderEvent.readAll(found.json());
      var known = store.known(all.stream().map(ProviderEvent::id).toList());
      return all.stream()
          .filter(event -> !known.contains(event.id()))
          .allMatch(event -> take(event) || keep());
    }

    /// @return false when it is to be tried again, which took its time
    private boolean take(ProviderEvent event) {
      try {
        if (take.take(event)) {
          log.warn("event {} ({}) was told by no webhook", event.id(), event.type());
          meters.missed();
        }
        return true;
      } catch (RuntimeException e) { // also a bug or a broken row is that event's alone
        UnheardFailures.tell(log, "event " + event.id() + " is left for later", e);
        var created = created(event);
        again = again == null || created.isBefore(again) ? created : again;
        return false;
      }
    }

    /// Nothing is listed that is older than what was asked for, whatever it says of itself.
    private Instant created(ProviderEvent event) {
      var created = Instant.ofEpochSecond(event.created());
      var from = look.created().from();
      return created.isBefore(from) ? from : created;
    }
  }
}
