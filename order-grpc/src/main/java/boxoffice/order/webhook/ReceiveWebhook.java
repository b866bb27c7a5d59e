package boxoffice.order.webhook;

import boxoffice.db.DatabaseFailures;
import boxoffice.order.webhook.Verdict.Reason;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an event of the payment provider. Nothing is read from its bytes before their signature
/// was checked. Fails closed: nothing is taken that is not stored.
final class ReceiveWebhook {
  private static final Logger log = LoggerFactory.getLogger(ReceiveWebhook.class);

  private final Signatures signatures;
  private final WebhookStore store;
  private final Home home;
  private final MeterRegistry meters;

  /// Whose events these should be.
  ///
  /// @param account empty for the endpoint's own
  /// @param live whether real money moves
  record Home(Optional<String> account, boolean live) {}

  ReceiveWebhook(Signatures signatures, WebhookStore store, Home home, MeterRegistry meters) {
    this.signatures = signatures;
    this.store = store;
    this.home = home;
    this.meters = meters;
  }

  /// What has become of it.
  sealed interface Result {
    record Taken() implements Result {}

    record NotAuthentic() implements Result {}
  }

  /// @param payload as it came
  /// @param signature the header
  /// @throws WireException VALIDATION_FAILED: authentic, and no event. SERVICE_UNAVAILABLE: it is
  ///   not certain that it is stored; to send it again does no harm
  Result receive(byte[] payload, String signature) {
    var text = text(payload);
    var refusal = text == null ? Optional.of("not UTF-8") : signatures.refusal(text, signature);
    if (text == null || refusal.isPresent()) {
      // no word of the payload: anybody can write it
      log.warn("security event: webhook refused, {}", refusal.orElse(""));
      count("refused");
      return new Result.NotAuthentic();
    }
    var event =
        ProviderEvent.read(text)
            .orElseThrow(
                () -> new WireException(ErrorReason.VALIDATION_FAILED, "this is no event"));
    if (!event.isOurs()) {
      count("ignored");
      return new Result.Taken();
    }
    try {
      take(event);
    } catch (DataAccessException e) {
      throw DatabaseFailures.map(e).isPresent() ? sendAgain(e) : e;
    }
    return new Result.Taken();
  }

  private static WireException sendAgain(DataAccessException failure) {
    return WireException.tryAgain(
        ErrorReason.SERVICE_UNAVAILABLE, "not stored for certain: send it again", failure);
  }

  private void take(ProviderEvent event) {
    var verdict = judge(event);
    if (!store.take(event, verdict)) {
      count("repeated");
      return;
    }
    switch (verdict) {
      case Verdict.Apply _, Verdict.Known _ -> count("applied");
      case Verdict.Park(var reason) -> parked(event, reason);
      case Verdict.ApplyAndPark(_, var reason) -> parked(event, reason);
    }
  }

  private Verdict judge(ProviderEvent event) {
    if (event.account() != null && !home.account().equals(Optional.of(event.account()))) {
      return new Verdict.Park(Reason.OTHER_ACCOUNT);
    }
    if (event.live() != home.live()) {
      return new Verdict.Park(Reason.OTHER_MODE);
    }
    if (event.intent() == null) {
      return new Verdict.Park(Reason.UNKNOWN_PAYMENT);
    }
    var payments = store.paidBy(event.intent());
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

  /// The same text as the bytes; null where no text is, because their signature would be over other
  /// bytes then.
  private static @Nullable String text(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
