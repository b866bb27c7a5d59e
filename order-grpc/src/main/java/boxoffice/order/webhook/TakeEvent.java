package boxoffice.order.webhook;

import boxoffice.order.webhook.Verdict.Reason;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores an authentic event of the payment provider with what follows from it, once, however it
/// was heard of. For any thread.
final class TakeEvent {
  private static final Logger log = LoggerFactory.getLogger(TakeEvent.class);
  private static final int LOOKS = 3;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  private final WebhookStore store;
  private final Home home;
  private final MeterRegistry meters;

  /// A provider may tell of a payment before its own answer to whoever makes it is stored. That
  /// answer says the same: to wait for it is cheaper than to have the order read the payment, and
  /// whoever waited in vain goes on as if there were none.
  private final Retry untilAnswered =
      Retry.of(
          "event",
          RetryConfig.<List<WebhookStore.Payment>>custom()
              .maxAttempts(LOOKS)
              .intervalFunction(IntervalFunction.ofExponentialBackoff(FIRST_WAIT, 2.0))
              .retryOnResult(payments -> payments.stream().anyMatch(p -> p.isAwaited()))
              .retryOnException(failure -> false)
              .build());

  /// Whose events these should be.
  ///
  /// @param account empty for the endpoint's own
  /// @param live whether real money moves
  record Home(Optional<String> account, boolean live) {}

  TakeEvent(WebhookStore store, Home home, MeterRegistry meters) {
    this.store = store;
    this.home = home;
    this.meters = meters;
  }

  /// @return false when it was stored before, or is of a kind that nothing follows from
  /// @throws org.jooq.exception.DataAccessException it is not certain that it is stored; to take it
  ///   again does no harm
  boolean take(ProviderEvent event) {
    if (!event.isOurs()) {
      count("ignored");
      return false;
    }
    var verdict = judge(event);
    if (!store.take(event, verdict)) {
      count("repeated");
      return false;
    }
    switch (verdict) {
      case Verdict.Apply _, Verdict.Known _ -> count("applied");
      case Verdict.Park(var reason) -> parked(event, reason);
      case Verdict.ApplyAndPark(_, var reason) -> parked(event, reason);
    }
    return true;
  }

  private Verdict judge(ProviderEvent event) {
    var intent = event.intent();
    if (event.account() != null && !home.account().equals(Optional.of(event.account()))) {
      return new Verdict.Park(Reason.OTHER_ACCOUNT);
    }
    if (event.live() != home.live()) {
      return new Verdict.Park(Reason.OTHER_MODE);
    }
    if (intent == null) {
      return new Verdict.Park(Reason.UNKNOWN_PAYMENT);
    }
    var payments = untilAnswered.executeSupplier(() -> store.paidBy(intent));
    return payments.isEmpty() ? ofUnknownIntent(event) : ofPayment(event, payments.getFirst());
  }

  /// The provider may be faster than its own answer: then the order's payment has no intent yet.
  private Verdict ofUnknownIntent(ProviderEvent event) {
    List<WebhookStore.Payment> payments =
        event.orderId() == null ? List.of() : store.ofOrder(event.orderId());
    if (payments.isEmpty()) {
      return new Verdict.Park(Reason.UNKNOWN_PAYMENT);
    }
    return payments.stream()
        .filter(payment -> payment.intent() == null)
        .findFirst()
        .map(payment -> ofPayment(event, payment))
        .orElseGet(() -> new Verdict.Park(Reason.OTHER_PAYMENT));
  }

  private static Verdict ofPayment(ProviderEvent event, WebhookStore.Payment payment) {
    var amount = event.amountMinor();
    var currency = event.currency();
    var same =
        (amount == null || amount == payment.amountMinor())
            && (currency == null || currency.equals(payment.currency()));
    if (!same) {
      return new Verdict.ApplyAndPark(payment.orderId(), Reason.OTHER_AMOUNT);
    }
    return payment.hasPaid() && !event.refund()
        ? new Verdict.Known(payment.orderId())
        : new Verdict.Apply(payment.orderId());
  }

  private void parked(ProviderEvent event, Reason reason) {
    log.warn(
        "security event: webhook {} ({}) of payment {} is parked: {}",
        event.id(),
        event.type(),
        event.intent(),
        reason);
    count("parked");
  }

  private void count(String outcome) {
    meters.counter("boxoffice.order.webhooks", "outcome", outcome).increment();
  }
}
