package boxoffice.sandbox;

import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Buys two seats as a new buyer would, step by step through REST and the mailed link, and says
/// what it sees.
///
/// A step that fails stops it with a [StepFailed] that names the step.
final class TryPurchase {
  private static final int CONFLICT = 409;

  private final EdgeClient edge;
  private final NewBuyer buyer;
  private final PrintStream out;
  private int step;

  TryPurchase(EdgeClient edge, EdgeClient inbox, UUID buyer, PrintStream out) {
    this.edge = edge;
    this.buyer = new NewBuyer(edge, inbox, buyer);
    this.out = out;
  }

  /// What was bought.
  record Bought(UUID orderId, long totalMinor, String currency, int tickets) {}

  /// A step did not do what it should.
  static final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailed(String step, RuntimeException cause) {
      super("FAILED at step \"" + step + "\": " + cause.getMessage(), cause);
    }
  }

  Bought buy() {
    step("register " + buyer.email(), buyer::register);
    var token = step("read the mailed link", buyer::mailedToken);
    step("verify the address", () -> buyer.verify(token));
    var access = step("sign in", buyer::signIn);
    var choice = step("find two free neighbours", () -> SeatChoice.neighbours(edge));
    out.println("       " + choice.performance() + ": " + choice.labels());
    var hold = step("hold them", () -> hold(choice, access));
    out.println(
        "       " + hold.path("name").asString() + " until " + hold.path("expireTime").asString());
    var order = step("order and pay with pm_card_visa", () -> order(hold, access));
    out.println(
        "       order " + order.path("orderId").asString() + ", " + amount(order.path("total")));
    var tickets = step("fetch the tickets", () -> tickets(order, access));
    step("read the confirmation mail", () -> buyer.awaitMails(2).size());
    return new Bought(
        UUID.fromString(order.path("orderId").asString()),
        order.path("total").path("amountMinor").asLong(),
        order.path("total").path("currency").asString(),
        tickets);
  }

  private <T> T step(String name, Supplier<T> action) {
    step++;
    T result;
    try {
      result = action.get();
    } catch (RuntimeException e) {
      throw new StepFailed(name, e);
    }
    out.printf("  %2d.  %s%n", step, name);
    return result;
  }

  /// What is free is read a moment late: where the seats are taken, others are chosen.
  private JsonNode hold(SeatChoice first, String access) {
    var answer = ask(first, access);
    return answer.status() == CONFLICT
        ? Patience.await(
                "seats that are free still",
                () -> ask(SeatChoice.neighbours(edge), access),
                other -> other.status() != CONFLICT)
            .ok()
        : answer.ok();
  }

  private EdgeClient.Answer ask(SeatChoice choice, String access) {
    var holds = "/v1/performances/" + choice.performanceId() + "/holds";
    return edge.post(holds, choice.body(), access);
  }

  private JsonNode order(JsonNode hold, String access) {
    var body = Map.of("holdName", hold.path("name").asString(), "paymentMethod", "pm_card_visa");
    var placed = edge.post("/v1/orders", body, access).ok();
    var path = "/v1/orders/" + placed.path("orderId").asString();
    return Patience.await(
        "confirmation of the order",
        () -> edge.get(path, access).ok(),
        order -> order.path("state").asString().equals("CONFIRMED"));
  }

  private int tickets(JsonNode order, String access) {
    var path = "/v1/orders/" + order.path("orderId").asString() + "/tickets";
    var tickets = edge.get(path, access).ok().path("tickets");
    if (tickets.size() != 2) {
      throw new IllegalStateException(tickets.size() + " tickets instead of 2");
    }
    tickets.forEach(ticket ->
        out.printf(
            "       %s %s%s  code %.16s...%n",
            ticket.path("section").asString(),
            ticket.path("row").asString(),
            ticket.path("number").asString(),
            ticket.path("code").asString()));
    return tickets.size();
  }

  private static String amount(JsonNode money) {
    return money.path("amountMinor").asLong()
        + " minor units of "
        + money.path("currency").asString();
  }
}
