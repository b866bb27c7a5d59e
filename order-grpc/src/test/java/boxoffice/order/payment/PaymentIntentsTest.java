package boxoffice.order.payment;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.observe.Spans;
import boxoffice.order.payment.Intent.Status;
import boxoffice.order.payment.PaymentIntents.Charge;
import boxoffice.order.payment.PaymentIntents.Confirmation;
import boxoffice.parts.http.LocalHttp;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.proxy.FaultProxy;
import boxoffice.parts.proxy.FaultProxy.Direction;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentIntentsTest {
  private static final URI RETURN = URI.create("http://localhost:8080/orders");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PaymentProvider provider =
      PaymentProvider.start(PaymentProvider.Settings.temporary());
  private final FaultProxy network = FaultProxy.to("127.0.0.1", provider.port());
  private final PaymentIntents intents = intents(provider.secretKey());
  private final UUID attempt = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private final Charge charge =
      new Charge(UUID.fromString("22222222-2222-4222-8222-222222222222"), attempt, 12_300, "EUR");

  @AfterEach
  void stop() {
    network.close();
    provider.close();
  }

  @Test
  void createsWithoutMovingMoneyAndConfirmsOnce() {
    var created = create();

    assertThat(created.status()).isEqualTo(Status.UNCONFIRMED);
    assertThat(created.orderId()).isEqualTo(charge.orderId().toString());
    assertThat(created.currency()).isEqualTo("EUR");
    assertThat(count(LedgerEntry.Type.CHARGE)).isZero();

    var paid = intents.confirm(created.id(), with("pm_card_visa"), attempt + ":confirm");
    var again = intents.confirm(created.id(), with("pm_card_visa"), attempt + ":confirm");

    assertThat(paid).isEqualTo(again).isInstanceOfSatisfying(Answer.Found.class, this::isPaid);
    assertThat(count(LedgerEntry.Type.CHARGE)).isEqualTo(1);
  }

  @Test
  void findsTheSameIntentWithTheSameKey() {
    assertThat(create().id()).isEqualTo(create().id());
    assertThat(count(LedgerEntry.Type.CREATE)).isEqualTo(1);
  }

  @Test
  void tellsWhyACardWasDeclined() {
    var created = create();

    var answer =
        intents.confirm(created.id(), with("pm_card_chargeDeclinedInsufficientFunds"), "key");

    assertThat(answer).isEqualTo(new Answer.Declined("insufficient_funds"));
    assertThat(found(intents.read(created.id())).status()).isEqualTo(Status.REFUSED);
  }

  @Test
  void countsAnUnknownPaymentMethodAsADecline() {
    var created = create();

    assertThat(intents.confirm(created.id(), with("pm_nobody_knows"), "key"))
        .isInstanceOf(Answer.Declined.class);
    assertThat(count(LedgerEntry.Type.CHARGE)).isZero();
  }

  @Test
  void saysThatABuyerMustConfirm() {
    var created = create();

    assertThat(intents.confirm(created.id(), with("pm_card_threeDSecure2Required"), "key"))
        .isInstanceOfSatisfying(
            Answer.Found.class,
            found -> {
              assertThat(found.intent().status()).isEqualTo(Status.REQUIRES_ACTION);
              assertThat(found.intent().action().redirectUrl()).isNotEmpty();
            });
  }

  @Test
  void knowsThatNothingWasSentWhenNobodyListens() {
    var created = create();
    network.cut();

    assertThat(intents.confirm(created.id(), with("pm_card_visa"), "key"))
        .isEqualTo(new Answer.NotSent());
  }

  @Test
  void doesNotKnowWhenTheAnswerIsLost() {
    var created = create();
    var impatient = intents(networkUrl(), provider.secretKey(), Duration.ofSeconds(1));
    network.silence(Direction.TO_CLIENT);

    assertThat(impatient.confirm(created.id(), with("pm_card_visa"), "key"))
        .isEqualTo(new Answer.Unclear(false));

    network.heal();
    network.reset();
    assertThat(found(intents.read(created.id())).status()).isEqualTo(Status.PAID);
    assertThat(count(LedgerEntry.Type.CHARGE)).isEqualTo(1);
  }

  @Test
  void cancelsForGood() {
    var created = create();

    assertThat(found(intents.cancel(created.id())).status()).isEqualTo(Status.CANCELLED);
    intents.confirm(created.id(), with("pm_card_visa"), "key");
    assertThat(found(intents.read(created.id())).status()).isEqualTo(Status.CANCELLED);
    assertThat(count(LedgerEntry.Type.CHARGE)).isZero();
  }

  @Test
  void findsThatItIsPaidWhenItIsTooLateToCancel() {
    var created = create();
    intents.confirm(created.id(), with("pm_card_visa"), "key");

    assertThat(found(intents.cancel(created.id())).status()).isEqualTo(Status.PAID);
  }

  @Test
  void goesOnAcceptingWhenTheProviderRefuses() {
    var created = create();
    intents.confirm(created.id(), with("pm_sandbox_processing"), "key");
    for (var call = 0; call < 10; call++) {
      assertThat(found(intents.cancel(created.id())).status()).isEqualTo(Status.PROCESSING);
    }
    assertThat(intents.accepting()).isTrue();
  }

  @Test
  void stopsAcceptingWhileTheProviderIsAway() {
    network.cut();
    for (var call = 0; call < 10; call++) {
      assertThat(intents.create(charge, "key")).isEqualTo(new Answer.NotSent());
    }
    assertThat(intents.accepting()).isFalse();
  }

  @Test
  void sendsNothingThatCountsWithAWrongKey() {
    assertThat(intents("sk_test_wrong_key_of_nobody").create(charge, "key"))
        .isEqualTo(new Answer.NotSent());
  }

  @Test
  void sendsNothingToSomebodyWhoseCertificateNobodyTrustsM18(@TempDir Path folder)
      throws Exception {
    try (var impostor = Impostor.start(folder)) {
      var asked = intents(impostor.url(), provider.secretKey());

      assertThat(asked.create(charge, "key")).isEqualTo(new Answer.NotSent());
      assertThat(impostor.requests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 404, 502})
  void followsNoRedirectAndKnowsNothingFromAnEmptyErrorI7M14(int status) {
    var followed = new AtomicInteger();
    try (var elsewhere =
            LocalHttp.start(
                0, "elsewhere", routes -> routes.before(_ -> followed.incrementAndGet()));
        var redirecting =
            LocalHttp.start(
                0,
                "redirecting",
                routes ->
                    routes.before(call -> {
                      call.status(status).header("Location", elsewhere.url() + call.path());
                      call.skipRemainingHandlers();
                    }))) {
      var asked = intents(URI.create(redirecting.url()), provider.secretKey());

      assertThat(asked.create(charge, "key")).isInstanceOf(Answer.Unclear.class);
      assertThat(followed).hasValue(0);
    }
  }

  private PaymentIntents intents(String key) {
    return intents(networkUrl(), key);
  }

  private URI networkUrl() {
    return URI.create("http://127.0.0.1:" + network.port());
  }

  private static PaymentIntents intents(URI url, String key) {
    return intents(url, key, PATIENCE);
  }

  private static PaymentIntents intents(URI url, String key, Duration patience) {
    var settings =
        new ProviderSettings(url, key, patience, patience, Duration.ofSeconds(5), RETURN);
    return new PaymentIntents(
        new ProviderClient(settings, CircuitBreakerRegistry.ofDefaults(), Spans.NONE));
  }

  private static Confirmation with(String paymentMethod) {
    return new Confirmation(paymentMethod, RETURN);
  }

  private Intent create() {
    return found(intents.create(charge, attempt.toString()));
  }

  private void isPaid(Answer.Found found) {
    assertThat(found.intent().status()).isEqualTo(Status.PAID);
    assertThat(found.intent().amountMinor()).isEqualTo(charge.amountMinor());
  }

  private long count(LedgerEntry.Type type) {
    return provider.ledger().stream().filter(entry -> entry.type() == type).count();
  }

  private static Intent found(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return ((Answer.Found) answer).intent();
  }
}
