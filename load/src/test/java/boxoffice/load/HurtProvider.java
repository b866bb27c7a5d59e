package boxoffice.load;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import boxoffice.load.client.Rest;
import boxoffice.load.system.Target;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The sandbox's provider as its operator has it: what goes wrong there, what waits there, and its
/// ledger.
final class HurtProvider implements AutoCloseable {
  private static final Buyer OPERATOR = new Buyer(new UUID(0, 0), "sk_test_sandbox", "127.0.0.1");

  private final Rest rest;

  HurtProvider(Target target) {
    rest = new Rest(Objects.requireNonNull(target.provider()));
  }

  /// What an order's next requests of a kind meet.
  void fault(Operation operation, Effect effect, UUID order, int times) {
    fault(operation, effect, Map.of("order", order.toString(), "times", times));
  }

  /// What all requests of a kind meet until it is healed.
  void fault(Operation operation, Effect effect) {
    fault(operation, effect, Map.of("times", 0));
  }

  /// The order's next confirmation takes so long.
  ///
  /// @param delay as ISO 8601 has it
  void slow(UUID order, String delay) {
    fault(Operation.CONFIRM, Effect.NONE, Map.of("order", order.toString(), "delay", delay));
  }

  private void fault(Operation operation, Effect effect, Map<String, ?> more) {
    var rule = new HashMap<String, Object>(more);
    rule.put("operation", operation.name().toLowerCase(Locale.ROOT));
    rule.put("effect", effect.name().toLowerCase(Locale.ROOT));
    post("/control/faults", rule);
  }

  /// Whether a request of this order waits.
  boolean holds(UUID order) {
    return !heldOf(order).isEmpty();
  }

  /// Lets what waits of this order go on.
  void release(UUID order) {
    heldOf(order).forEach(id -> post("/control/held/" + id + "/release", Map.of()));
  }

  private List<String> heldOf(UUID order) {
    return of(order, read("/control/held")).stream()
        .map(held -> held.path("id").asString())
        .toList();
  }

  /// Keeps what it would tell, until it is told to.
  void withholdWebhooks() {
    post("/control/webhooks/rules", Map.of("times", 0, "copies", 0));
  }

  /// Tells all that was withheld, in any order.
  void releaseWebhooks(long seed) {
    post("/control/webhooks/release", Map.of("seed", seed));
  }

  /// Takes the money of an order's first PaymentIntent, whatever its state.
  void pay(UUID order) {
    var intent = bookings(order).getFirst().path("payment_intent").asString();
    post("/control/payment_intents/" + intent + "/pay", Map.of());
  }

  /// What happened for an order, one after the other.
  List<LedgerEntry.Type> ledger(UUID order) {
    return bookings(order).stream()
        .map(entry ->
            LedgerEntry.Type.valueOf(entry.path("type").asString().toUpperCase(Locale.ROOT)))
        .toList();
  }

  private List<JsonNode> bookings(UUID order) {
    return of(order, read("/ledger").path("entries"));
  }

  private static List<JsonNode> of(UUID order, JsonNode list) {
    return list.valueStream()
        .filter(each -> each.path("order").asString("").equals(order.toString()))
        .toList();
  }

  /// Behaves again, lets all go on that waits, and tells what happens.
  void heal() {
    delete("/control/faults");
    delete("/control/webhooks/rules");
    releaseWebhooks(1);
  }

  private JsonNode read(String path) {
    return done(path, rest.get(path, OPERATOR)).body();
  }

  private void post(String path, Map<String, ?> body) {
    var _ = done(path, rest.post(path, body, OPERATOR, JudgedSale.key()));
  }

  private void delete(String path) {
    var _ = done(path, rest.delete(path, OPERATOR, JudgedSale.key()));
  }

  private static Reply done(String path, Reply reply) {
    if (!reply.ok()) {
      throw new IllegalStateException(path + ": " + reply);
    }
    return reply;
  }

  @Override
  public void close() {
    rest.close();
  }
}
