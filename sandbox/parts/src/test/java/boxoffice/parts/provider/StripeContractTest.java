package boxoffice.parts.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.stripe.exception.StripeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The provider's JSON against Stripe's own schemas of its objects.
class StripeContractTest {
  private static final String LOCATION = "https://boxoffice.test/stripe/objects.schema.json";
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(Map.of(LOCATION, document())));

  private PaymentProvider provider;
  private StripeCalls calls;
  private HttpCalls http;

  @BeforeEach
  void start() {
    provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
    calls = StripeCalls.to(provider);
    http = new HttpCalls(provider.secretKey());
  }

  @AfterEach
  void stop() {
    http.close();
    provider.close();
  }

  @Test
  void seesWhatIsNotStripes() {
    assertThat(schema("refund").validate("{\"id\":\"re_1\"}", InputFormat.JSON)).isNotEmpty();
    assertThat(schema("event").validate("{\"invented\":true}", InputFormat.JSON))
        .anySatisfy(error -> assertThat(error.toString()).contains("invented"));
  }

  @Test
  void describesPaymentIntentsInAllStates() throws StripeException {
    var intent = calls.create(100, "create");
    assertPaymentIntent(intent.getId());
    var confirm = provider.url() + "/v1/payment_intents/" + intent.getId() + "/confirm";
    var declined = http.form(confirm, "payment_method=pm_card_chargeDeclinedLostCard").body();
    assertThat(declined).contains("lost_card");
    assertIs("error", declined);
    assertPaymentIntent(intent.getId());
    calls.confirm(intent, "pm_card_threeDSecure2Required", "asked");
    assertPaymentIntent(intent.getId());
    provider.operator().refuse(intent.getId());
    assertPaymentIntent(intent.getId());
    calls.cancel(intent);
    assertPaymentIntent(intent.getId());
    provider.operator().pay(intent.getId());
    assertPaymentIntent(intent.getId());
  }

  @Test
  void describesRefundsChargesAndEvents() throws StripeException {
    var paid = calls.confirm(calls.create(100, "create"), "pm_card_visa", "confirm");
    var refund = calls.refund(paid, 40L);

    assertIs("refund", body("/v1/refunds/" + refund.getId()));
    assertIs("charge", body("/v1/charges/" + paid.getLatestCharge()));
    assertThat(provider.webhooks().events()).hasSize(5);
    for (var event : provider.webhooks().events()) {
      assertIs("event", body("/v1/events/" + event.id()));
      assertIs(event.type().split("\\.", 2)[0], event.object());
    }
  }

  @Test
  void describesErrors() throws StripeException {
    assertIs("error", body("/v1/payment_intents/pi_none"));
    assertIs("error", body("/v1/nothing"));
    assertIs("error", http.form(provider.url() + "/v1/payment_intents", "amount=0").body());
    for (var effect : new Effect[] {Effect.FAIL_BEFORE, Effect.KEY_IN_USE, Effect.RATE_LIMITED}) {
      provider.faults().add(Fault.of(Operation.CREATE, effect));
      var answer = http.form(provider.url() + "/v1/payment_intents", "amount=100&currency=eur");
      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(409);
      assertIs("error", answer.body());
    }
    var intent = calls.cancel(calls.create(100, "create"));
    var path = "/v1/payment_intents/" + intent.getId() + "/confirm";
    var late = http.form(provider.url() + path, "payment_method=pm_card_visa").body();
    assertThat(late).contains("payment_intent_unexpected_state");
    assertIs("error", late);
  }

  private void assertPaymentIntent(String id) {
    assertIs("payment_intent", body("/v1/payment_intents/" + id));
  }

  private String body(String path) {
    return http.get(provider.url() + path).body();
  }

  private static void assertIs(String object, String json) {
    assertThat(schema(object).validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  private static Schema schema(String object) {
    return SCHEMAS.getSchema(SchemaLocation.of(LOCATION + "#/$defs/" + object));
  }

  private static String document() {
    var name = "/stripe/objects.schema.json";
    try (var in = StripeContractTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
