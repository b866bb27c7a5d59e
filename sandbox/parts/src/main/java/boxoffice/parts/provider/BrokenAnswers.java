package boxoffice.parts.provider;

import io.javalin.http.Context;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Delays, holds, drops and spoils one answer, as its fault says. What happened to the account is
/// not changed by it.
final class BrokenAnswers {
  private static final long TOO_MUCH = 1;
  private static final String NOBODYS_ORDER = "00000000-0000-4000-8000-000000000000";

  private final Held held;
  private final Consumer<Answer> send;

  /// @param send the answer as it should be sent
  BrokenAnswers(Held held, Consumer<Answer> send) {
    this.held = held;
    this.send = send;
  }

  void serve(Context http, Fault.Subject subject, Fault fault, StripeFace.Execution execution) {
    try {
      if (fault.delay() != null) {
        Thread.sleep(fault.delay());
      }
      if (fault.effect() == Effect.HOLD_BEFORE) {
        held.hold(subject, fault.effect());
      }
      if (begins(http, fault)) {
        var answer = execution.get();
        if (fault.effect() == Effect.HOLD_AFTER) {
          held.hold(subject, fault.effect());
        }
        answer(http, fault, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Wire.drop(http);
    }
  }

  /// @return whether the request is executed at all
  private static boolean begins(Context http, Fault fault) {
    return switch (fault.effect()) {
      case DROP_BEFORE -> {
        Wire.drop(http);
        yield false;
      }
      case KEY_IN_USE ->
          throw StripeRefusal.keyInUse(
              Objects.requireNonNullElse(http.header("Idempotency-Key"), ""));
      case RATE_LIMITED -> throw StripeRefusal.rateLimited();
      default -> true;
    };
  }

  private void answer(Context http, Fault fault, Answer answer) {
    switch (fault.effect()) {
      case DROP_AFTER -> Wire.drop(http);
      case INVALID_JSON ->
          send.accept(with(answer, answer.body().substring(0, answer.body().length() / 2)));
      case OVERSIZED -> Wire.oversize(http, answer);
      case ENDLESS_HEADERS -> Wire.endlessHeaders(http);
      case OTHER_AMOUNT -> {
        var json = read(answer);
        json.put("amount", json.path("amount").asLong() + TOO_MUCH);
        json.put("amount_received", json.path("amount_received").asLong() + TOO_MUCH);
        send.accept(with(answer, json.toString()));
      }
      case OTHER_ORDER -> {
        var json = read(answer);
        json.withObject("/metadata").put("order_id", NOBODYS_ORDER);
        send.accept(with(answer, json.toString()));
      }
      default -> send.accept(answer);
    }
  }

  private static ObjectNode read(Answer answer) {
    return (ObjectNode) StripeJson.MAPPER.readTree(answer.body());
  }

  private static Answer with(Answer answer, String body) {
    return new Answer(answer.status(), body, answer.replayed());
  }
}
