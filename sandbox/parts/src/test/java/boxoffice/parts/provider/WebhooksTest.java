package boxoffice.parts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.parts.http.LocalHttp;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.net.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final String SECRET = "whsec_of_this_test";
  private static final String VISA = "pm_card_visa";

  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private LocalHttp shop;
  private PaymentProvider provider;
  private StripeCalls calls;

  private record Letter(String body, String signature) {
    Event verified() throws SignatureVerificationException {
      return Webhook.constructEvent(body, signature, SECRET);
    }

    String type() {
      return Webhook.constructEventWithoutVerification(body).getType();
    }
  }

  @BeforeEach
  void start() {
    shop =
        LocalHttp.start(
            0,
            "the shop",
            routes ->
                routes.post(
                    "/hook",
                    http -> {
                      var signature =
                          Objects.requireNonNullElse(http.header("Stripe-Signature"), "");
                      letters.add(new Letter(http.body(), signature));
                      http.status(answer);
                    }));
    provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
    calls = StripeCalls.to(provider);
    sendTo(null);
  }

  private void sendTo(java.util.@org.jspecify.annotations.Nullable Set<String> types) {
    provider
        .webhooks()
        .sendTo(new WebhookEndpoint(URI.create(shop.url() + "/hook"), SECRET, types));
  }

  @AfterEach
  void stop() {
    provider.close();
    shop.close();
  }

  @Test
  void tellsWhatHappenedSignedAndInStripesTypes() throws Exception {
    var paid = calls.confirm(calls.create(100, "create"), VISA, "confirm");

    awaitLetters(3);
    assertThat(letters)
        .extracting(Letter::type)
        .containsExactlyInAnyOrder(
            "payment_intent.created", "charge.succeeded", "payment_intent.succeeded");
    for (var letter : letters) {
      var event = letter.verified();
      assertThat(event.getDataObjectDeserializer().getObject()).isPresent();
      assertThat(calls.stripe().v1().events().retrieve(event.getId()).getType())
          .isEqualTo(event.getType());
    }
    var told = (PaymentIntent) dataOf("payment_intent.succeeded");
    assertThat(told.getId()).isEqualTo(paid.getId());
    assertThat(told.getMetadata()).containsEntry("order_id", "order-7");
  }

  @Test
  void tellsEveryTurnOfAPaymentAndOnlyWhatIsWanted() throws StripeException {
    sendTo(WebhookEndpoint.MONEY);
    var declined = calls.create(100, "declined");
    assertThatThrownBy(() -> calls.confirm(declined, "pm_card_chargeDeclined", "1"))
        .isInstanceOf(StripeException.class);
    calls.confirm(declined, "pm_card_threeDSecure2Required", "2");
    calls.cancel(declined);
    provider.faults().add(Fault.of(Operation.CONFIRM, Effect.PROCESSING));
    var slow = calls.confirm(calls.create(100, "slow"), VISA, "3");
    provider.operator().pay(slow.getId());
    provider.faults().add(Fault.of(Operation.REFUND, Effect.PENDING));
    provider.operator().failRefund(calls.refund(slow, 40L).getId());
    calls.refund(slow, null);

    awaitLetters(10);
    assertThat(letters)
        .extracting(Letter::type)
        .containsExactlyInAnyOrder(
            "payment_intent.payment_failed",
            "payment_intent.requires_action",
            "payment_intent.canceled",
            "payment_intent.processing",
            "payment_intent.succeeded",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "refund.created",
            "charge.refunded");
  }

  @Test
  void tellsAgainUntilItIsTaken() throws StripeException {
    sendTo(WebhookEndpoint.MONEY);
    answer = 503;
    calls.confirm(calls.create(100, "create"), VISA, "confirm");
    // a letter is there before it is answered
    Until.is("two tries", () -> provider.webhooks().deliveries().size() >= 2);
    provider.stop();
    answer = 200;
    provider.start();

    Until.is("taken", () -> provider.webhooks().deliveries().getLast().status() == 200);
    assertThat(letters).extracting(Letter::body).containsOnly(letters.getFirst().body());
    assertThat(provider.webhooks().deliveries().getLast().attempt()).isGreaterThan(2);
  }

  @Test
  void sendsCopiesAtOnce() throws StripeException {
    provider
        .webhooks()
        .add(WebhookRule.duplicate(10).forType("payment_intent.succeeded").forOrder("order-7"));
    calls.confirm(calls.create(100, "create"), VISA, "confirm");

    awaitLetters(12);
    assertThat(letters).filteredOn(l -> l.type().equals("payment_intent.succeeded")).hasSize(10);
  }

  @Test
  void withholdsAndReleasesShuffled() throws StripeException {
    provider.webhooks().add(WebhookRule.withhold());
    for (var number = 0; number < 5; number++) {
      calls.create(100 + number, "create " + number);
    }
    assertThat(provider.webhooks().withheld()).hasSize(5);
    assertThat(letters).isEmpty();
    var inOrder = provider.webhooks().withheld().stream().map(each -> each.json()).toList();

    provider.webhooks().releaseShuffled(7);

    awaitLetters(5);
    assertThat(letters)
        .extracting(Letter::body)
        .containsExactlyInAnyOrderElementsOf(inOrder)
        .isNotEqualTo(inOrder);
    assertThat(provider.webhooks().withheld()).isEmpty();
  }

  @Test
  void sendsLateOrOnceMore() throws StripeException {
    provider.webhooks().add(WebhookRule.late(Duration.ofMillis(1)));
    calls.create(100, "create");
    awaitLetters(1);
    var event = provider.webhooks().events().getFirst();

    var again = provider.webhooks().send(event.id(), Signature.RIGHT).join();

    assertThat(again).isEqualTo(new Delivery(event.id(), 1, 200));
    assertThat(letters.getFirst().body()).isEqualTo(letters.getLast().body());
  }

  @Test
  void signsInEveryWrongWay() throws StripeException {
    provider.webhooks().add(WebhookRule.withhold());
    calls.create(100, "create");
    var event = provider.webhooks().events().getFirst().id();

    for (var signature : Signature.values()) {
      provider.webhooks().send(event, signature).join();
      var letter = letters.getLast();
      switch (signature) {
        case RIGHT, TWO, FUTURE -> assertThat(verifies(letter)).as(signature.name()).isTrue();
        default -> assertThat(verifies(letter)).as(signature.name()).isFalse();
      }
    }
  }

  /// stripe-java has nothing against the future, and stumbles over a time that is no number.
  private static boolean verifies(Letter letter) {
    try {
      return letter.verified() != null;
    } catch (SignatureVerificationException | NumberFormatException e) {
      return false;
    }
  }

  @Test
  void sendsWhatItIsGiven() {
    var sent = provider.webhooks().sendPayload("{\"id\":\"evt_foreign\"}", Signature.RIGHT).join();

    assertThat(sent.status()).isEqualTo(200);
    assertThat(letters.getFirst().body()).isEqualTo("{\"id\":\"evt_foreign\"}");
  }

  @Test
  void isToldOverHttp() throws StripeException {
    var base = provider.url() + "/control/webhooks";
    try (var http = new HttpCalls(provider.secretKey())) {
      var endpoint = "{\"url\":\"%s/hook\",\"secret\":\"whsec_2\"}".formatted(shop.url());
      assertThat(http.method("PUT", base + "/endpoint", endpoint).statusCode()).isEqualTo(204);
      http.post(base + "/rules", "{\"times\":0,\"copies\":0}");
      calls.create(100, "create");
      var id = provider.webhooks().withheld().getFirst().id();
      assertThat(http.get(base + "/withheld").body()).contains(id);

      var sent = "{\"event\":\"%s\",\"signature\":\"other_secret\"}".formatted(id);
      assertThat(http.post(base + "/send", sent).body())
          .isEqualTo("{\"event\":\"%s\",\"attempt\":1,\"status\":200}".formatted(id));
      assertThat(http.method("DELETE", base + "/rules", "").statusCode()).isEqualTo(204);
      assertThat(http.get(base + "/rules").body()).isEqualTo("[]");
      assertThat(http.post(base + "/send", "{}").statusCode()).isEqualTo(400);
      assertThat(http.post(base + "/send", "{\"event\":\"evt_none\"}").statusCode()).isEqualTo(404);
    }
  }

  private Object dataOf(String type) throws SignatureVerificationException {
    for (var letter : letters) {
      if (letter.type().equals(type)) {
        return letter.verified().getDataObjectDeserializer().getObject().orElseThrow();
      }
    }
    throw new AssertionError("nothing told of " + type);
  }

  private void awaitLetters(int count) {
    Until.is(count + " letters", () -> letters.size() >= count);
  }
}
