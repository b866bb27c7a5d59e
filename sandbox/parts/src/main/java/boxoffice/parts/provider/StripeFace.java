package boxoffice.parts.provider;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stripe's paths, keys and headers over HTTP.
final class StripeFace {
  private static final Logger log = LoggerFactory.getLogger(StripeFace.class);

  private final String secretKey;
  private final Account account;
  private final PaymentIntents intents;
  private final Refunds refunds;
  private final StripeIds ids;

  StripeFace(
      String secretKey, Account account, PaymentIntents intents, Refunds refunds, StripeIds ids) {
    this.secretKey = secretKey;
    this.account = account;
    this.intents = intents;
    this.refunds = refunds;
    this.ids = ids;
  }

  void addTo(RoutesConfig routes) {
    routes.before("/v1/*", this::authenticate);
    routes.post("/v1/payment_intents", http -> execute(http, intents::create));
    routes.post(
        "/v1/payment_intents/{id}/confirm",
        http ->
            execute(http, (form, change) -> intents.confirm(http.pathParam("id"), form, change)));
    routes.post(
        "/v1/payment_intents/{id}/cancel",
        http ->
            execute(http, (form, change) -> intents.cancel(http.pathParam("id"), form, change)));
    routes.get("/v1/payment_intents/{id}", http -> send(http, intents.show(http.pathParam("id"))));
    routes.get(
        "/v1/payment_intents", http -> send(http, intents.page(new Form(http.queryParamMap()))));
    routes.post("/v1/refunds", http -> execute(http, refunds::create));
    routes.get("/v1/refunds/{id}", http -> send(http, refunds.show(http.pathParam("id"))));
    routes.get(
        "/ledger", http -> http.contentType("application/json").result(account.ledgerJson()));
    addFailures(routes);
  }

  private void addFailures(RoutesConfig routes) {
    routes.exception(StripeRefusal.class, (refusal, http) -> send(http, refusal.answer()));
    routes.exception(
        NotFoundResponse.class,
        (_, http) ->
            send(http, StripeRefusal.noSuchPage(http.method().name(), http.path()).answer()));
    routes.exception(
        RuntimeException.class,
        (failure, http) -> {
          log.error("{} {} failed", http.method(), http.path(), failure);
          var message = "An unknown error occurred";
          send(http, StripeJson.error(500, "api_error", null, null, message));
        });
  }

  private void execute(Context http, BiFunction<Form, Change, Answer> operation) {
    var key = http.header("Idempotency-Key");
    if (key != null) {
      http.header("Idempotency-Key", key);
    }
    var form = new Form(http.formParamMap());
    var request = new Account.Request(key, http.method() + " " + http.path(), form);
    var answer = account.execute(request, change -> operation.apply(form, change));
    if (answer.replayed()) {
      http.header("Idempotent-Replayed", "true");
    }
    send(http, answer);
  }

  private void send(Context http, Answer answer) {
    http.header("Request-Id", ids.next("req"));
    http.status(answer.status()).contentType("application/json").result(answer.body());
  }

  /// The secret key comes as a bearer token, or as the user name of basic authentication.
  private void authenticate(Context http) {
    var header = http.header("Authorization");
    if (header == null) {
      throw StripeRefusal.unauthorized(
          "You did not provide an API key. You need to provide your API key in the Authorization"
              + " header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }
    var presented = presentedKey(header).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(presented, secretKey.getBytes(StandardCharsets.UTF_8))) {
      throw StripeRefusal.unauthorized("Invalid API Key provided: ********");
    }
  }

  private static String presentedKey(String header) {
    var parts = header.split(" ", 2);
    if (parts.length < 2) {
      return "";
    }
    if (!parts[0].equalsIgnoreCase("Basic")) {
      return parts[1].strip();
    }
    try {
      var decoded = Base64.getDecoder().decode(parts[1].strip());
      return new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0];
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
