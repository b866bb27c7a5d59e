package boxoffice.parts.provider;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stripe's paths and headers over HTTP, and what goes wrong with them.
final class StripeFace {
  private static final Logger log = LoggerFactory.getLogger(StripeFace.class);
  private static final String FAULT_HEADER = "Sandbox-Fault";

  private final Account account;
  private final PaymentIntents intents;
  private final Refunds refunds;
  private final StripeIds ids;
  private final Faults faults;

  StripeFace(
      Account account, PaymentIntents intents, Refunds refunds, StripeIds ids, Faults faults) {
    this.account = account;
    this.intents = intents;
    this.refunds = refunds;
    this.ids = ids;
    this.faults = faults;
  }

  /// One operation of the account.
  @FunctionalInterface
  private interface Work {
    Answer apply(Form form, Change change, Fault fault);
  }

  /// What is answered where nothing goes wrong.
  @FunctionalInterface
  interface Execution {
    Answer get();
  }

  void addTo(RoutesConfig routes) {
    routes.post(
        "/v1/payment_intents",
        http -> execute(http, Operation.CREATE, (form, change, _) -> intents.create(form, change)));
    routes.post(
        "/v1/payment_intents/{id}/confirm",
        http ->
            execute(
                http,
                Operation.CONFIRM,
                (form, change, fault) -> intents.confirm(id(http), form, change, fault)));
    routes.post(
        "/v1/payment_intents/{id}/cancel",
        http ->
            execute(
                http,
                Operation.CANCEL,
                (form, change, fault) -> intents.cancel(id(http), form, change, fault)));
    routes.post("/v1/refunds", http -> execute(http, Operation.REFUND, refunds::create));
    addReading(routes);
    addFailures(routes);
  }

  private void addReading(RoutesConfig routes) {
    routes.get(
        "/v1/payment_intents/{id}",
        http -> read(http, Operation.READ, () -> intents.show(id(http))));
    routes.get("/v1/payment_intents", http -> send(http, intents.page(query(http))));
    routes.get(
        "/v1/refunds/{id}",
        http -> read(http, Operation.READ_REFUND, () -> refunds.show(id(http))));
    routes.get(
        "/v1/refunds", http -> read(http, Operation.READ_REFUND, () -> refunds.page(query(http))));
    routes.get(
        "/v1/charges/{id}",
        http ->
            send(
                http,
                account
                    .intentOfCharge(id(http))
                    .map(intent -> StripeJson.ok(StripeJson.charge(intent)))
                    .orElseThrow(() -> StripeRefusal.noSuch("charge", "id", id(http), 404))));
    routes.get(
        "/v1/events/{id}",
        http ->
            send(
                http,
                account
                    .event(id(http))
                    .map(event -> StripeJson.ok(StripeJson.event(event)))
                    .orElseThrow(() -> StripeRefusal.noSuch("event", "id", id(http), 404))));
    routes.get(
        "/v1/events",
        http -> read(http, Operation.LIST_EVENTS, () -> EventList.page(account, query(http))));
    routes.get(
        "/ledger", http -> http.contentType("application/json").result(account.ledgerJson()));
  }

  private static String id(Context http) {
    return http.pathParam("id");
  }

  private static Form query(Context http) {
    return new Form(http.queryParamMap());
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
          send(http, StripeJson.serverError());
        });
  }

  private void execute(Context http, Operation operation, Work work) {
    var key = http.header("Idempotency-Key");
    if (key != null) {
      http.header("Idempotency-Key", key);
    }
    var form = new Form(http.formParamMap());
    var subject = subject(http, operation, form);
    var fault = fault(http, subject);
    var request = new Account.Request(key, http.method() + " " + http.path(), form);
    var broken = new BrokenAnswers(faults.pen(), answer -> send(http, answer));
    broken.serve(
        http,
        subject,
        fault,
        () ->
            account.execute(
                request,
                change ->
                    switch (fault.effect()) {
                      case FAIL_BEFORE -> StripeJson.serverError();
                      case FAIL_AFTER -> {
                        work.apply(form, change, fault);
                        yield StripeJson.serverError();
                      }
                      default -> work.apply(form, change, fault);
                    }));
  }

  private void read(Context http, Operation operation, Execution reading) {
    var subject = subject(http, operation, query(http));
    var fault = fault(http, subject);
    new BrokenAnswers(faults.pen(), answer -> send(http, answer))
        .serve(
            http,
            subject,
            fault,
            () ->
                fault.effect() == Effect.FAIL_BEFORE || fault.effect() == Effect.FAIL_AFTER
                    ? StripeJson.serverError()
                    : reading.get());
  }

  private Fault.Subject subject(Context http, Operation operation, Form form) {
    var id = http.pathParamMap().get("id");
    var intent = intentId(operation, form, id);
    @Nullable String known =
        Optional.ofNullable(intent).flatMap(account::intent).map(Intent::order).orElse(null);
    var order = known == null ? form.metadata().get("order_id") : known;
    return new Fault.Subject(operation, form.text("payment_method").orElse(null), order, id);
  }

  private @Nullable String intentId(Operation operation, Form form, @Nullable String id) {
    return switch (operation) {
      case CREATE, REFUND -> form.text("payment_intent").orElse(null);
      case CONFIRM, CANCEL, READ -> id;
      case LIST_EVENTS -> null;
      case READ_REFUND ->
          id == null
              ? form.text("payment_intent").orElse(null)
              : account.refund(id).map(Refund::paymentIntent).orElse(null);
    };
  }

  /// By the rules, else by the header, else by the payment method's name.
  private Fault fault(Context http, Fault.Subject subject) {
    var header = http.header(FAULT_HEADER);
    var method = subject.paymentMethod();
    return faults
        .take(subject)
        .or(() ->
            Optional.ofNullable(header).flatMap(word -> Fault.ofWord(word, subject.operation())))
        .or(() ->
            subject.operation() == Operation.CONFIRM && method != null
                ? Fault.ofMethod(method)
                : Optional.empty())
        .orElse(Fault.NOTHING);
  }

  private void send(Context http, Answer answer) {
    if (answer.replayed()) {
      http.header("Idempotent-Replayed", "true");
    }
    http.header("Request-Id", ids.next("req"));
    http.status(answer.status()).contentType("application/json").result(answer.body());
  }
}
