package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.provider.Delivery;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Event;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.Signature;
import boxoffice.parts.provider.WebhookRule;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The provider tells, the edge hears, the order ends: rows M8, M9, M10, M11, W1, W3, W9, S16, S17.
@ExtendWith(SharedLocalSystem.class)
class WebhookSystemTest {
  private static final String SUCCEEDED = "payment_intent.succeeded";

  private final LocalSystem system;
  private final EdgeClient edge;

  WebhookSystemTest(LocalSystem system) {
    this.system = system;
    this.edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
  }

  @AfterEach
  void heal() {
    system.provider().faults().clear();
    system.provider().webhooks().clear();
    edge.close();
  }

  @Test
  void m8TakesTenCopiesAtOnceAsOne() {
    system.provider().webhooks().add(WebhookRule.duplicate(10).forType(SUCCEEDED));

    var order = buy();

    var event = eventOf(order);
    var tries =
        Patience.await(
            "ten deliveries",
            Shop.BOOT,
            () -> deliveriesOf(event).stream().filter(WebhookSystemTest::isInTime).toList(),
            found -> found.size() >= 10);
    assertThat(tries).extracting(Delivery::status).containsOnly(200);
    assertBoughtOnce(order);
  }

  @Test
  void m9s16EndsTheSameWhenShuffled() {
    system.provider().webhooks().add(WebhookRule.withhold());
    var orders = List.of(buy(), buy(), buy());

    system.provider().webhooks().releaseShuffled(3);

    for (var order : orders) {
      awaitTaken(eventOf(order));
      assertBoughtOnce(order);
    }
  }

  @Test
  void m10TakesWhatComesBeforeTheAnswer() {
    system.provider().faults().add(Fault.of(Operation.CONFIRM, Effect.HOLD_AFTER));
    var order = CompletableFuture.supplyAsync(this::buy);
    var held =
        Patience.await(
                "a held answer", () -> system.provider().faults().held(), all -> !all.isEmpty())
            .getFirst();

    awaitTaken(eventOf(String.valueOf(held.order())));
    system.provider().faults().clear();

    assertBoughtOnce(order.join());
  }

  @Test
  void m11NeedsNoWebhookAtAll() {
    system.provider().webhooks().add(WebhookRule.withhold());
    system.provider().faults().add(Fault.of(Operation.CONFIRM, Effect.FAIL_AFTER));

    var order = buy();

    assertBoughtOnce(order);
  }

  @Test
  void w1w3s17RefusesForgeriesAndTakesARepeatedEventForNothing() {
    var order = buy();
    var event = eventOf(order);
    awaitTaken(event);
    for (var forged : List.of(Signature.ABSENT, Signature.OTHER_BYTES, Signature.V0_ONLY)) {
      var answer =
          inTime(() -> system.provider().webhooks().sendPayload(event.json(), forged).join());
      assertThat(answer.status()).as("%s", forged).isEqualTo(400);
    }

    var again = inTime(() -> system.provider().webhooks().send(event.id(), Signature.RIGHT).join());
    assertThat(again.status()).isEqualTo(200);

    assertBoughtOnce(order);
  }

  /// One that a busy machine was late with is told again.
  private static Delivery inTime(Supplier<Delivery> telling) {
    return Patience.await("an answer to a webhook", telling, WebhookSystemTest::isInTime);
  }

  private static boolean isInTime(Delivery delivery) {
    return delivery.status() != 503 && delivery.status() != 504;
  }

  @Test
  void w9TakesNothingWhilePostgresIsAwayAndAllWhenItIsBack() {
    system.provider().webhooks().add(WebhookRule.withhold());
    var order = buy();
    var event = eventOf(order);
    system.postgres().kill();
    int away;
    try {
      away = system.provider().webhooks().send(event.id(), Signature.RIGHT).join().status();
    } finally {
      system.postgres().restart();
    }

    assertThat(away).isIn(503, 504);
    // the provider tells it again by itself
    awaitTaken(event);
    assertBoughtOnce(order);
  }

  /// @return the order's id, once it is confirmed
  private String buy() {
    var token = system.people().buyers(1).getFirst().token();
    var patient = new PatientEdge(edge);
    return patient.buy(patient.hold(token), token, "order").path("orderId").asString();
  }

  private Event eventOf(String order) {
    return system.provider().webhooks().events().stream()
        .filter(event -> order.equals(event.order()) && event.type().equals(SUCCEEDED))
        .findFirst()
        .orElseThrow();
  }

  private List<Delivery> deliveriesOf(Event event) {
    return system.provider().webhooks().deliveries().stream()
        .filter(delivery -> event.id().equals(delivery.event()))
        .toList();
  }

  private void awaitTaken(Event event) {
    var _ =
        Patience.await(
            "taken",
            Shop.BOOT,
            () -> deliveriesOf(event),
            tries -> tries.stream().anyMatch(each -> each.status() == 200));
  }

  private void assertBoughtOnce(String order) {
    assertThat(system.provider().ledger())
        .filteredOn(entry -> order.equals(entry.order()))
        .filteredOn(entry -> entry.type() == LedgerEntry.Type.CHARGE)
        .hasSize(1);
  }
}
