package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The provider's faults and webhooks over HTTP, for whoever has the secret key. JSON in and out;
/// what is refused (400, 404) changed nothing.
///
/// | call | does |
/// |---|---|
/// | `POST /control/faults` | a [Fault]: `{"operation":"confirm","effect":"fail_after","times":1}` |
/// | `GET`, `DELETE /control/faults` | rules in force; ends them and releases what is held |
/// | `GET /control/held`, `POST /control/held/{id}/release` | requests that wait |
/// | `POST /control/payment_intents/{id}/pay`, `.../refuse` | as [Operator] |
/// | `POST /control/refunds/{id}/succeed`, `.../fail` | as [Operator] |
/// | `PUT`, `DELETE /control/webhooks/endpoint` | a [WebhookEndpoint]: `{"url":..,"secret":..}` |
/// | `POST /control/webhooks/rules` | a [WebhookRule]: `{"type":..,"copies":0}` withholds |
/// | `GET`, `DELETE /control/webhooks/rules` | rules in force; ends them |
/// | `GET /control/webhooks/withheld`, `GET /control/webhooks/deliveries` | what was told |
/// | `POST /control/webhooks/release` | `{"seed":7}`: sends what is withheld, shuffled |
/// | `POST /control/webhooks/send` | `{"event":..}` or `{"payload":"{..}"}`, and `"signature"` |
final class ProviderControl {
  private static final JsonMapper JSON =
      StripeJson.MAPPER.rebuild().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Faults faults;
  private final Webhooks webhooks;
  private final Operator operator;

  ProviderControl(Faults faults, Webhooks webhooks, Operator operator) {
    this.faults = faults;
    this.webhooks = webhooks;
    this.operator = operator;
  }

  /// A rule as it is sent.
  ///
  /// @param times null for once
  private record FaultJson(
      Operation operation,
      @Nullable String paymentMethod,
      @Nullable String order,
      @Nullable Integer times,
      Effect effect,
      @Nullable Duration delay,
      @Nullable String declineCode) {
    Fault fault() {
      var count = Objects.requireNonNullElse(times, 1);
      return new Fault(operation, paymentMethod, order, count, effect, delay, declineCode);
    }
  }

  private record SeedJson(long seed) {}

  /// Either an event's id or a payload.
  private record SendJson(
      @Nullable String event,
      @Nullable String payload,
      @JsonProperty("signature") @Nullable Signature given) {
    Signature signature() {
      return Objects.requireNonNullElse(given, Signature.RIGHT);
    }
  }

  void addTo(RoutesConfig routes) {
    routes.post(
        "/control/faults", http -> answer(http, faults.add(body(http, FaultJson.class).fault())));
    routes.get("/control/faults", http -> answer(http, faults.active()));
    routes.delete("/control/faults", http -> done(http, faults::clear));
    routes.get("/control/held", http -> answer(http, faults.held()));
    routes.post("/control/held/{id}/release", http -> release(http, http.pathParam("id")));
    routes.post(
        "/control/payment_intents/{id}/pay", http -> done(http, () -> operator.pay(id(http))));
    routes.post(
        "/control/payment_intents/{id}/refuse",
        http -> done(http, () -> operator.refuse(id(http))));
    routes.post(
        "/control/refunds/{id}/succeed",
        http -> done(http, () -> operator.succeedRefund(id(http))));
    routes.post(
        "/control/refunds/{id}/fail", http -> done(http, () -> operator.failRefund(id(http))));
    addWebhooks(routes);
    routes.exception(
        JacksonException.class, (wrong, http) -> refuse(http, HttpStatus.BAD_REQUEST, wrong));
    routes.exception(
        IllegalArgumentException.class,
        (wrong, http) -> refuse(http, HttpStatus.BAD_REQUEST, wrong));
  }

  private void addWebhooks(RoutesConfig routes) {
    var base = "/control/webhooks";
    routes.put(
        base + "/endpoint",
        http -> done(http, () -> webhooks.sendTo(body(http, WebhookEndpoint.class))));
    routes.delete(base + "/endpoint", http -> done(http, () -> webhooks.sendTo(null)));
    routes.post(base + "/rules", http -> answer(http, webhooks.add(body(http, WebhookRule.class))));
    routes.get(base + "/rules", http -> answer(http, webhooks.active()));
    routes.delete(base + "/rules", http -> done(http, webhooks::clear));
    routes.get(base + "/withheld", http -> answer(http, webhooks.withheld()));
    routes.get(base + "/deliveries", http -> answer(http, webhooks.deliveries()));
    routes.post(
        base + "/release",
        http -> done(http, () -> webhooks.releaseShuffled(body(http, SeedJson.class).seed())));
    routes.post(base + "/send", http -> answer(http, send(body(http, SendJson.class))));
  }

  private Delivery send(SendJson what) {
    if (what.event() != null) {
      return webhooks.send(what.event(), what.signature()).join();
    }
    if (what.payload() != null) {
      return webhooks.sendPayload(what.payload(), what.signature()).join();
    }
    throw new IllegalArgumentException("event or payload is missing");
  }

  private void release(Context http, String id) {
    if (!faults.release(id)) {
      throw new NoSuchElementException("nothing is held as " + id);
    }
    http.status(HttpStatus.NO_CONTENT);
  }

  private static String id(Context http) {
    return http.pathParam("id");
  }

  private static void done(Context http, Runnable work) {
    work.run();
    http.status(HttpStatus.NO_CONTENT);
  }

  private static <T> T body(Context http, Class<T> type) {
    return JSON.readValue(http.body(), type);
  }

  private static void answer(Context http, Object body) {
    http.contentType("application/json").result(JSON.writeValueAsString(body));
  }

  private static void refuse(Context http, HttpStatus status, RuntimeException why) {
    answer(http.status(status), Map.of("error", Objects.toString(why.getMessage())));
  }
}
