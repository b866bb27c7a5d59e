package boxoffice.parts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String VISA = "pm_card_visa";

  private PaymentProvider provider;
  private StripeCalls calls;

  @BeforeEach
  void start() {
    provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
    calls = StripeCalls.to(provider);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void answers500BeforeBookingAndReplaysItForTheSameKey() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.CONFIRM, Effect.FAIL_BEFORE);

    for (var repeated = 0; repeated < 2; repeated++) {
      assertThatThrownBy(() -> calls.confirm(intent, VISA, "key")).isInstanceOf(ApiException.class);
    }

    assertThat(charges()).isZero();
    assertThat(calls.read(intent).getStatus()).isEqualTo("requires_payment_method");
    assertThat(calls.confirm(intent, VISA, "other key").getStatus()).isEqualTo("succeeded");
  }

  @Test
  void answers500AfterBookingAndReplaysItForTheSameKey() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.CONFIRM, Effect.FAIL_AFTER);

    for (var repeated = 0; repeated < 2; repeated++) {
      assertThatThrownBy(() -> calls.confirm(intent, VISA, "key")).isInstanceOf(ApiException.class);
    }

    assertThat(charges()).isOne();
    assertThat(calls.read(intent).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void dropsTheAnswerBeforeOrAfterBooking() throws StripeException {
    var intent = calls.create(100, "create");
    // stripe-java's own carrier repeats what broke without an answer
    provider.faults().add(Fault.of(Operation.CONFIRM, Effect.DROP_BEFORE).always());
    assertThatThrownBy(() -> calls.confirm(intent, VISA, "key"))
        .isInstanceOf(ApiConnectionException.class);
    assertThat(charges()).isZero();

    provider.faults().clear();
    provider.faults().add(Fault.of(Operation.CONFIRM, Effect.DROP_AFTER).always());
    assertThatThrownBy(() -> calls.confirm(intent, VISA, "key"))
        .isInstanceOf(ApiConnectionException.class);
    provider.faults().clear();
    assertThat(charges()).isOne();
    assertThat(calls.confirm(intent, VISA, "key").getStatus()).isEqualTo("succeeded");
    assertThat(charges()).isOne();
  }

  @Test
  void holdsTheAnswerUntilTold() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.CONFIRM, Effect.HOLD_AFTER);
    var answer = confirmBeside(intent);

    Until.is("it is held", () -> !provider.faults().held().isEmpty());
    var held = provider.faults().held().getFirst();
    assertThat(held.operation()).isEqualTo(Operation.CONFIRM);
    assertThat(held.order()).isEqualTo("order-7");
    assertThat(held.subject()).isEqualTo(intent.getId());
    assertThat(calls.read(intent).getStatus()).isEqualTo("succeeded");
    assertThat(answer).isNotDone();

    assertThat(provider.faults().release(held.id())).isTrue();
    assertThat(answer.join().getStatus()).isEqualTo("succeeded");
    assertThat(provider.faults().release(held.id())).isFalse();
  }

  @Test
  void holdsARequestBeforeItBegins() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.CONFIRM, Effect.HOLD_BEFORE);
    var answer = confirmBeside(intent);

    Until.is("it is held", () -> !provider.faults().held().isEmpty());
    assertThat(calls.cancel(intent).getStatus()).isEqualTo("canceled");
    provider.faults().clear();

    assertThat(answer).failsWithin(Duration.ofSeconds(60));
    assertThat(charges()).isZero();
  }

  @Test
  void turnsRequestsAway() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.CONFIRM, Effect.KEY_IN_USE);
    var inUse = catchThrowableOfType(ApiException.class, () -> calls.confirm(intent, VISA, "key"));
    assertThat(inUse.getStatusCode()).isEqualTo(409);
    fail(Operation.CONFIRM, Effect.RATE_LIMITED);
    assertThatThrownBy(() -> calls.confirm(intent, VISA, "key"))
        .isInstanceOf(RateLimitException.class);

    assertThat(charges()).isZero();
    assertThat(calls.confirm(intent, VISA, "key").getStatus()).isEqualTo("succeeded");
  }

  @Test
  void declinesWithAnyCode() throws StripeException {
    var intent = calls.create(100, "create");
    provider.faults().add(Fault.of(Operation.CONFIRM, Effect.DECLINE).declining("do_not_honor"));

    var declined =
        catchThrowableOfType(CardException.class, () -> calls.confirm(intent, VISA, "key"));

    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getDeclineCode()).isEqualTo("do_not_honor");
    assertThat(calls.confirm(intent, VISA, "another key").getStatus()).isEqualTo("succeeded");
  }

  @Test
  void spoilsTheAnswerAndNotTheTruth() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.READ, Effect.OTHER_AMOUNT);
    assertThat(calls.read(intent).getAmount()).isEqualTo(101);
    fail(Operation.READ, Effect.OTHER_ORDER);
    assertThat(calls.read(intent).getMetadata().get("order_id")).isNotEqualTo("order-7");
    fail(Operation.READ, Effect.INVALID_JSON);
    assertThatThrownBy(() -> calls.read(intent)).isInstanceOf(ApiException.class);
    provider.faults().add(Fault.of(Operation.READ, Effect.ENDLESS_HEADERS).always());
    assertThatThrownBy(() -> calls.read(intent)).isInstanceOf(ApiConnectionException.class);
    provider.faults().clear();

    assertThat(calls.read(intent).getAmount()).isEqualTo(100);
    assertThat(calls.read(intent).getMetadata()).containsEntry("order_id", "order-7");
  }

  @Test
  void answersWithFarTooMuch() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.READ, Effect.OVERSIZED);

    assertThat(calls.read(intent).getLastResponse().body()).hasSizeGreaterThan(100_000_000);
  }

  @Test
  void saysCanceledAndDoesNothing() throws StripeException {
    var intent = calls.create(100, "create");
    fail(Operation.CANCEL, Effect.LIE_CANCELED);

    assertThat(calls.cancel(intent).getStatus()).isEqualTo("canceled");
    assertThat(calls.confirm(intent, VISA, "key").getStatus()).isEqualTo("succeeded");
  }

  @Test
  void refundsThoughItAnswers500() throws StripeException {
    var paid = calls.confirm(calls.create(100, "create"), VISA, "key");
    fail(Operation.REFUND, Effect.FAIL_AFTER);

    assertThatThrownBy(() -> calls.refund(paid, null)).isInstanceOf(ApiException.class);
    assertThat(entries(LedgerEntry.Type.REFUND)).isOne();
  }

  @Test
  void misbehavesForOneOrderOrPaymentMethodOnly() throws StripeException {
    var intent = calls.create(100, "create");
    provider
        .faults()
        .add(Fault.of(Operation.CONFIRM, Effect.FAIL_BEFORE).forOrder("another").always());
    provider
        .faults()
        .add(Fault.of(Operation.CONFIRM, Effect.FAIL_BEFORE).forPaymentMethod("pm_card_amex"));

    assertThatThrownBy(() -> calls.confirm(intent, "pm_card_amex", "first"))
        .isInstanceOf(ApiException.class);
    assertThat(calls.confirm(intent, VISA, "second").getStatus()).isEqualTo("succeeded");
    assertThat(provider.faults().active()).hasSize(1);
  }

  @Test
  void misbehavesForAPaymentMethodByItsName() throws StripeException {
    var intent = calls.create(100, "create");

    assertThatThrownBy(() -> calls.confirm(intent, "pm_sandbox_fail_after", "key"))
        .isInstanceOf(ApiException.class);
    assertThat(calls.read(intent).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void isToldOverHttp() throws Exception {
    var intent = calls.create(100, "create");
    try (var http = new HttpCalls(provider.secretKey())) {
      var rule = "{\"operation\":\"confirm\",\"effect\":\"hold_after\",\"delay\":\"PT0.01S\"}";
      var added = http.post(provider.url() + "/control/faults", rule);
      assertThat(added.body()).contains("\"id\":\"fault_1\"", "\"left\":1");
      var answer = confirmBeside(intent);
      Until.is("it is held", () -> http.get(held()).body().contains(intent.getId()));
      assertThat(http.post(held() + "/held_1/release", "").statusCode()).isEqualTo(204);
      assertThat(answer.join().getStatus()).isEqualTo("succeeded");

      var wrong = "{\"operation\":\"confirm\",\"effect\":\"pending\"}";
      assertThat(http.post(provider.url() + "/control/faults", wrong).statusCode()).isEqualTo(400);
      var unknown = "{\"operation\":\"confirm\",\"effekt\":\"pending\"}";
      assertThat(http.post(provider.url() + "/control/faults", unknown).statusCode())
          .isEqualTo(400);
      assertThat(http.post(held() + "/held_9/release", "").statusCode()).isEqualTo(404);
    }
    try (var stranger = new HttpCalls()) {
      assertThat(stranger.get(held()).statusCode()).isEqualTo(401);
    }
  }

  private String held() {
    return provider.url() + "/control/held";
  }

  private CompletableFuture<PaymentIntent> confirmBeside(PaymentIntent intent) {
    var answer = new CompletableFuture<PaymentIntent>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(calls.confirm(intent, VISA, "beside"));
          } catch (StripeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private void fail(Operation operation, Effect effect) {
    provider.faults().add(Fault.of(operation, effect));
  }

  private long charges() {
    return entries(LedgerEntry.Type.CHARGE);
  }

  private long entries(LedgerEntry.Type type) {
    return provider.ledger().stream().filter(entry -> entry.type() == type).count();
  }
}
