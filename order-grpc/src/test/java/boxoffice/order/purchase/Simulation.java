package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.order.purchase.Attempt.Paid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Two buyers after seats that overlap, three instances, a provider, an inventory and a network that
/// go wrong, all from one seed. First everything may happen in any order; then nothing goes wrong
/// any more, and what was promised must come about in time.
final class Simulation {
  private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
  private static final Duration TO_PAY = Duration.ofSeconds(120);
  private static final long PRICE = 4_250;

  /// T_UNK, and the longest wait between two tries.
  private static final Duration SETTLED = Duration.ofSeconds(60 + 24);

  private static final Duration REFUNDED = Duration.ofSeconds(300);
  private static final int INSTANCES = 3;

  private final Chance chance;
  private final SimulatedOrders orders = new SimulatedOrders();
  private final ModelInventory inventory;
  private final ModelProvider provider;
  private final List<SimulatedInstance> instances = new ArrayList<>();
  private Instant now = START;
  private int ids;

  Simulation(long seed) {
    this.chance = new Chance(seed);
    this.inventory = new ModelInventory(chance);
    this.provider = new ModelProvider(chance);
    for (var i = 0; i < INSTANCES; i++) {
      instances.add(new SimulatedInstance(orders, inventory, provider, chance));
    }
  }

  void run() {
    place(0);
    place(1);
    var actions = 60 + chance.below(140);
    for (var i = 0; i < actions; i++) {
      happen();
      checkAlways();
    }
    chance.endFaults();
    provider.settle();
    inventory.settle();
    deliverAll();
    settle();
    checkAtTheEnd();
  }

  private void place(int first) {
    var free = chance.oneIn(10);
    var items =
        IntStream.range(first, first + 2)
            .<Item>mapToObj(seat ->
                new Item.Seat(
                    id(1_000), new UUID(7, seat), null, "A", "1", "1", "B", free ? 0 : PRICE))
            .toList();
    var orderId = id(++ids);
    var terms =
        new Order.Terms(
            orderId,
            id(2_000 + ids),
            Sha256.of("request"),
            "hold",
            id(1_000),
            items,
            free ? 0 : 2 * PRICE,
            ModelProvider.CURRENCY,
            now.plus(TO_PAY),
            now);
    orders.place(
        Order.placed(terms, free ? List.of() : List.of(Attempt.first(id(++ids), card()))));
  }

  private static UUID id(int number) {
    return new UUID(1, number);
  }

  private String card() {
    return chance.of(ModelProvider.Card.values()).name();
  }

  private void happen() {
    switch (chance.below(20)) {
      case 0 -> chance.of(instances.toArray(SimulatedInstance[]::new)).crash();
      case 1 -> now = now.plusSeconds(chance.below(40));
      case 2, 3 -> now = now.plusMillis(chance.below(3_000));
      case 4 -> provider.happen();
      case 5 -> inventory.happen();
      case 6 -> deliver();
      case 7 -> buyer();
      default -> chance.of(instances.toArray(SimulatedInstance[]::new)).act(now);
    }
  }

  /// A webhook arrives, maybe once more later, or is lost.
  private void deliver() {
    var news = provider.takeNews(false);
    if (news == null || chance.oneIn(4)) {
      return;
    }
    orders.news(news.orderId, news.id, now);
    if (chance.oneIn(3)) {
      provider.tellAgain(news);
    }
  }

  private void deliverAll() {
    for (var news = provider.takeNews(true); news != null; news = provider.takeNews(true)) {
      orders.news(news.orderId, news.id, now);
    }
    // one that was paid after it was said to be cancelled is told of until somebody listens
    for (var order : orders.all()) {
      for (var payment : provider.paymentsOf(order.id())) {
        orders.news(order.id(), payment.id, now);
      }
    }
  }

  private void buyer() {
    var order = chance.of(orders.all().toArray(Order[]::new));
    var event =
        switch (chance.below(3)) {
          case 0 ->
              new Event.PayWanted(Attempt.created(id(++ids), order.attempts().size() + 1, card()));
          case 1 -> cancellation(order);
          default ->
              order
                  .liveAttempt()
                  .<Event>map(attempt -> new Event.News(attempt.id()))
                  .orElseGet(() -> cancellation(order));
        };
    Machine.apply(order, event, now).ifPresent(change -> orders.store(change, false, now));
  }

  private Event cancellation(Order order) {
    var late = chance.oneIn(4) ? Cancellation.Refusal.TOO_LATE : null;
    var fee = chance.of(0L, 100L, order.terms().totalMinor());
    var verdict = new CancelPolicy.Verdict(late, null, fee);
    return new Event.CancelWanted(Cancellation.wanted(id(++ids), verdict, now));
  }

  /// Instances go on until nothing is left to do, in bounded time.
  private void settle() {
    var healed = now;
    var latest = healed;
    for (var order : orders.all()) {
      latest = latest.isAfter(order.terms().payUntil()) ? latest : order.terms().payUntil();
    }
    var bound = latest.plus(SETTLED).plus(SimulatedInstance.LEASE);
    instances.forEach(SimulatedInstance::crash);
    while (!orders.work().isEmpty()) {
      if (now.isAfter(bound)) {
        orders.all().forEach(this::checkSettled);
      }
      assertThat(now).as("L3: refunds in time").isBefore(bound.plus(REFUNDED));
      var acted = false;
      for (var instance : instances) {
        acted |= instance.act(now);
      }
      checkAlways();
      if (!acted) {
        provider.happen();
        now = now.plusSeconds(1);
      }
    }
  }

  private void checkSettled(Order order) {
    assertThat(order.state()).as("L2: nothing pending").isNotEqualTo(OrderState.PENDING);
    assertThat(order.seats()).as("L2: seats").isIn(SeatsState.BOOKED, SeatsState.FREED);
  }

  private void checkAlways() {
    for (var order : orders.all()) {
      var tickets = orders.validTickets(order);
      var seats = SimulatedOrders.seats(order).size();
      assertThat(tickets)
          .as("S2, S3: all tickets or none")
          .isEqualTo(order.state() == OrderState.CONFIRMED ? seats : 0);
      if (tickets > 0) {
        assertThat(taken(order)).as("S6: paid").isGreaterThanOrEqualTo(order.terms().totalMinor());
        assertThat(SimulatedOrders.seats(order))
            .as("S2: seats are the order's")
            .allMatch(seat -> inventory.owner(seat).filter(order.id()::equals).isPresent());
      }
      for (var payment : provider.paymentsOf(order.id())) {
        assertThat(payment.charges).as("S5: charged once").isLessThanOrEqualTo(1);
        assertThat(provider.back(payment)).as("S15: back").isBetween(0L, payment.paid());
      }
      for (var refund : order.refunds()) {
        assertThat(provider.refunds(refund.id())).as("S15: once").isLessThanOrEqualTo(1);
      }
    }
  }

  private long taken(Order order) {
    return provider.paymentsOf(order.id()).stream()
        .mapToLong(ModelProvider.Payment::paid)
        .sum();
  }

  private void checkAtTheEnd() {
    for (var order : orders.all()) {
      checkSettled(order);
      var back =
          provider.paymentsOf(order.id()).stream().mapToLong(provider::back).sum();
      assertThat(taken(order) - back).as("S4: money of %s", order).isEqualTo(owed(order));
      assertThat(
              provider.paymentsOf(order.id()).stream()
                  .filter(payment -> payment.paid() > provider.back(payment))
                  .count())
          .as("S5: one payment")
          .isLessThanOrEqualTo(1);
      assertThat(order.refunds())
          .as("L3: refunds")
          .allMatch(refund -> refund.state().isOver());
      for (var attempt : order.attempts()) {
        checkBooks(order, attempt);
      }
    }
  }

  /// S16: whichever hints came, and in whatever order, our rows say what the provider's say.
  private void checkBooks(Order order, Attempt attempt) {
    var ours = attempt.paid();
    var theirs =
        provider.paymentsOf(order.id()).stream()
            .filter(payment -> payment.id.equals(attempt.providerRef()))
            .filter(payment -> payment.charges > 0)
            .findFirst();
    assertThat(ours)
        .as("S16: what was paid")
        .isEqualTo(
            theirs.map(t -> new Paid(t.amount, ModelProvider.CURRENCY)).orElse(null));
    theirs.ifPresent(payment ->
        assertThat(order.refundedMinor(attempt.id()))
            .as("S16: what went back")
            .isEqualTo(provider.back(payment)));
  }

  private static long owed(Order order) {
    return switch (order.state()) {
      case CONFIRMED -> order.terms().totalMinor();
      case CANCELLED -> order.attempts().stream().anyMatch(a -> a.state() == AttemptState.PAID)
          ? order.cancellations().stream()
              .filter(c -> c.state() == Cancellation.State.DONE)
              .mapToLong(Cancellation::feeMinor)
              .sum()
          : 0;
      case PENDING, REJECTED, EXPIRED -> 0;
    };
  }
}
