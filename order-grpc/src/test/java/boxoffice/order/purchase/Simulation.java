package boxoffice.order.purchase;

import boxoffice.order.payment.Intent;
import boxoffice.order.purchase.Attempt.Paid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/// Orders of one or two holds, charged, for nothing or on account, after seats that overlap and
/// sometimes with the same hold, three instances, a provider, an inventory and a network that go
/// wrong, all from one seed. First everything may happen in any order; then nothing goes wrong any
/// more, and what was promised must come about in time.
final class Simulation {
  private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
  private static final Duration TO_PAY = Duration.ofMinutes(2);
  private static final long PRICE = 4_250;

  /// T_UNK, and the longest wait between two tries.
  private static final Duration SETTLED = Duration.ofSeconds(60 + 24);

  private static final Duration REFUNDED = Duration.ofMinutes(5);
  private static final int INSTANCES = 3;

  private final Chance chance;
  private final SimulatedOrders orders = new SimulatedOrders();
  private final ModelInventory inventory;
  private final ModelProvider provider;
  private final List<SimulatedInstance> instances = new ArrayList<>();
  private final Set<UUID> closedByHand = new HashSet<>();
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
    place(chance.of(1, 2, 2));
    var actions = 60 + chance.below(140);
    for (var i = 0; i < actions; i++) {
      if (i == actions / 2) {
        place(chance.below(3)); // somebody wants the same seats later, free again or not
      }
      happen();
      checkAlways();
    }
    chance.endFaults();
    provider.settle();
    inventory.settle();
    // what was lost is told again until somebody listens
    for (var order : orders.all()) {
      provider.paymentsOf(order.id()).forEach(provider::tellAgain);
    }
    settle();
    checkAtTheEnd();
  }

  private void place(int first) {
    var free = chance.oneIn(10);
    var holder = chance.oneIn(5) ? new Holder("Ada", "ada@example.com") : null;
    var items =
        IntStream.range(first, first + 2)
            .<Item>mapToObj(seat ->
                new Item.Seat(
                    id(1_000),
                    new UUID(7, seat),
                    null,
                    "A",
                    "1",
                    "1",
                    "B",
                    Item.TicketType.STANDARD,
                    free ? 0 : PRICE,
                    Charges.NONE))
            .toList();
    var orderId = id(++ids);
    var terms =
        new Order.Terms(
            orderId,
            id(2_000 + ids),
            Sha256.of("request"),
            holds(first),
            id(1_000),
            items,
            free ? 0 : 2 * PRICE,
            ModelProvider.CURRENCY,
            now.plus(TO_PAY),
            now,
            new Sale(null, null, null, null, holder));
    var attempts =
        terms.isUncharged() ? List.<Attempt>of() : List.of(Attempt.first(id(++ids), card()));
    orders.place(Order.placed(terms, attempts));
  }

  /// One of its own, or one for each seat that another order may have too.
  private List<String> holds(int first) {
    return chance.oneIn(2)
        ? List.of("of order " + ids)
        : IntStream.range(first, first + 2)
            .mapToObj(seat -> "of seat " + seat + " " + chance.below(3))
            .toList();
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
      case 8 -> operator();
      case 9 -> comeTooLate();
      default -> chance.of(instances.toArray(SimulatedInstance[]::new)).act(now);
    }
  }

  /// A webhook arrives, maybe once more later, or is lost.
  private void deliver() {
    var news = provider.takeNews(false);
    if (news == null || chance.oneIn(4)) {
      return;
    }
    orders.news(news.orderId, news, now);
    if (chance.oneIn(3)) {
      provider.tellAgain(news);
    }
  }

  private void deliverAll() {
    for (var news = provider.takeNews(true); news != null; news = provider.takeNews(true)) {
      orders.news(news.orderId, news, now);
    }
  }

  private void buyer() {
    var order = chance.of(orders.all().toArray(Order[]::new));
    var withheld = order.liveAttempt().filter(live -> order.withholds(live.id()));
    if (withheld.isPresent() && chance.oneIn(2)) {
      chance
          .of(instances.toArray(SimulatedInstance[]::new))
          .askAgain(order, withheld.get().id(), now);
      return;
    }
    var event =
        switch (chance.below(8)) {
          case 0, 1, 2, 3, 4 ->
              new Event.PayWanted(Attempt.created(id(++ids), order.attempts().size() + 1, card()));
          case 5 -> cancellation(order);
          default ->
              order
                  .liveAttempt()
                  .<Event>map(attempt -> new Event.News(attempt.id()))
                  .orElseGet(() -> cancellation(order));
        };
    Machine.apply(order, event, now).ifPresent(change -> orders.store(change, false, now));
  }

  /// Nobody has worked at an order for too long, if it has no seats yet.
  private void comeTooLate() {
    var order = chance.of(orders.all().toArray(Order[]::new));
    switch (chance.below(6)) {
      case 0 -> inventory.lapse(order);
      case 1 -> inventory.freeBefore(order);
      default -> {} // somebody was there in time
    }
  }

  /// Says that nothing was taken, be it true or not, or wants what failed given back.
  private void operator() {
    var order = chance.of(orders.all().toArray(Order[]::new));
    var event = chance.oneIn(2) ? new Event.NotTaken() : new Event.RefundsWanted();
    var change = Machine.apply(order, event, now);
    if (change.isPresent() && orders.store(change.get(), false, now)) {
      orders.wake(order.id(), now);
      if (event instanceof Event.NotTaken) {
        closedByHand.add(order.id());
      }
    }
  }

  /// By the buyer or the organiser, of all or of one item, also of one that is gone.
  private Event cancellation(Order order) {
    var positions = chance.oneIn(2) ? List.of(chance.below(2)) : List.<Integer>of();
    var organiser = chance.oneIn(3) ? new Cancellation.Organiser(id(3_000), "called off") : null;
    var late = chance.oneIn(4) ? Cancellation.Refusal.TOO_LATE : null;
    var total = order.totalMinor(positions.isEmpty() ? order.left() : positions);
    var verdict =
        organiser == null
            ? new CancelPolicy.Verdict(late, null, Math.min(total, chance.of(0L, 100L, total)))
            : CancelPolicy.Verdict.FREE;
    var wish = new Cancellation.Wish(positions, organiser);
    return new Event.CancelWanted(Cancellation.wanted(id(++ids), wish, verdict, now));
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
    deliverAll();
    while (!orders.work().isEmpty()) {
      deliverAll();
      if (now.isAfter(bound)) {
        orders.all().forEach(Simulation::checkSettled);
      }
      check(now.isBefore(bound.plus(REFUNDED)), "L3: refunds in time");
      var acted = false;
      for (var instance : instances) {
        acted |= instance.act(now);
      }
      if (acted) {
        checkAlways();
      } else {
        provider.happen();
        now = orders.nextDue(now);
      }
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static void checkSettled(Order order) {
    check(order.state() != OrderState.PENDING, "L2: nothing is pending");
    check(
        order.seats() == SeatsState.BOOKED || order.seats() == SeatsState.FREED,
        "L2: seats are booked or free");
    check(
        order.seats() == SeatsState.FREED
            || order.cancellations().stream().noneMatch(Cancellation::isToFree),
        "L2: cancelled items are free");
  }

  private void checkAlways() {
    for (var order : orders.all()) {
      var tickets = orders.validTickets(order);
      var seats = SimulatedOrders.seats(order, order.left());
      var due = order.state() == OrderState.CONFIRMED ? seats.size() : 0;
      check(tickets == due, "S2, S3: all tickets of a confirmed order, or none");
      if (tickets > 0) {
        check(
            order.paymentState() == PaymentState.ON_ACCOUNT
                || taken(order) >= order.terms().totalMinor(),
            "S6: no ticket that is not paid");
        check(
            seats.stream().allMatch(seat -> order.id().equals(inventory.owner(seat))),
            "S2: the seats of a ticket are the order's");
        check(
            order.terms().holdNames().stream()
                .allMatch(hold -> order.id().equals(inventory.pinnedBy(hold))),
            "S13: a hold is one order's");
      }
      checkWhy(order);
      var account = order.terms().isOnAccount() ? owed(order) : 0;
      check(orders.account(order) == account, "S4: the account of " + order);
      for (var payment : provider.paymentsOf(order.id())) {
        check(!order.terms().isUncharged(), "S4: the provider is not asked");
        check(
            order.state() != OrderState.EXPIRED
                || payment.status != Intent.Status.REFUSED
                || closedByHand.contains(order.id()),
            "K7: nobody can pay what has expired");
        check(payment.charges <= 1, "S5: charged once");
        check(provider.back(payment) <= payment.paid(), "S15: never more than was paid");
      }
      for (var refund : order.refunds()) {
        check(provider.refunds(refund.id()) <= 1, "S15: one refund");
      }
    }
  }

  /// K4: what came too late has expired; what is rejected was refused.
  private void checkWhy(Order order) {
    var isEarly =
        order.attemptsLeft() > 0 && order.standing().since().isBefore(order.terms().payUntil());
    var is =
        switch (order.state()) {
          case REJECTED -> order.rejection() != null && inventory.hasRefused(order.id());
          case EXPIRED ->
              order.rejection() == null && (!isEarly || inventory.hasToldLate(order.id()));
          case PENDING, CONFIRMED, CANCELLED -> order.rejection() == null;
        };
    check(is, "K4, S14: why it is " + order);
  }

  /// Whether the provider had said that this money would never come, or somebody paid in secret.
  private boolean isUnforeseen(Order order, Refund refund) {
    var attempt = order.attempt(refund.claim().attemptId()).orElseThrow();
    return provider.paymentsOf(order.id()).stream()
        .filter(payment -> payment.id.equals(attempt.providerRef()))
        .anyMatch(payment -> payment.lied || payment.paidUnheard);
  }

  private long taken(Order order) {
    return provider.paymentsOf(order.id()).stream().mapToLong(ModelProvider.Payment::paid).sum();
  }

  private void checkAtTheEnd() {
    for (var order : orders.all()) {
      checkSettled(order);
      var payments = provider.paymentsOf(order.id());
      payments.forEach(payment -> checkMoney(order, payment));
      check(
          payments.stream().filter(paid -> paid.paid() > provider.back(paid)).count() <= 1,
          "S5: one payment that is not given back");
      check(order.refunds().stream().allMatch(refund -> refund.state().isOver()), "L3: refunds");
      order.attempts().forEach(attempt -> checkBooks(order, attempt));
      check(
          order.refunds().stream()
              .filter(refund -> refund.claim().reason() == Refund.Reason.FOUND)
              .allMatch(refund -> closedByHand.contains(order.id()) || isUnforeseen(order, refund)),
          "K8: nobody pays for an order that does not wait for it any more");
    }
  }

  /// S4: what stays is what is owed, less what was given back by hand.
  private void checkMoney(Order order, ModelProvider.Payment payment) {
    var pays =
        order.attempts().stream()
            .filter(attempt -> attempt.state() == AttemptState.PAID)
            .anyMatch(attempt -> payment.id.equals(attempt.providerRef()));
    var stays = Math.max(0, (pays ? owed(order) : 0) - provider.byHand(payment));
    check(payment.paid() - provider.back(payment) == stays, "S4: the money of " + order);
    var fees = Math.max(0, stays - order.totalMinor(order.left()));
    check(!pays || CancellationFees.minor(order) == fees, "S4: the fees of " + order);
  }

  /// S16: whichever hints came, and in whatever order, our rows say what the provider's say.
  private void checkBooks(Order order, Attempt attempt) {
    var theirs =
        provider.paymentsOf(order.id()).stream()
            .filter(payment -> payment.id.equals(attempt.providerRef()))
            .filter(payment -> payment.charges > 0)
            .findFirst();
    var paid = theirs.map(t -> new Paid(t.amount, ModelProvider.CURRENCY)).orElse(null);
    check(Objects.equals(attempt.paid(), paid), "S16: what was paid of " + order);
    check(
        order.refundedMinor(attempt.id()) == theirs.map(provider::back).orElse(0L),
        "S16: what went back of " + order);
    if (paid != null && attempt.state() == AttemptState.PAID) {
      var back = order.refundedMinor(attempt.id());
      var state =
          back == 0
              ? PaymentState.PAID
              : back < paid.amountMinor() ? PaymentState.PARTIALLY_REFUNDED : PaymentState.REFUNDED;
      check(order.paymentState() == state, "S16: the payment state of " + order);
    }
  }

  /// S4: what is left of the order, and the fees.
  private static long owed(Order order) {
    var isPaid =
        order.paymentState() == PaymentState.ON_ACCOUNT
            || order.attempts().stream().anyMatch(a -> a.state() == AttemptState.PAID);
    var fees =
        order.cancellations().stream()
            .filter(Cancellation::isDone)
            .mapToLong(c -> c.verdict().feeMinor())
            .sum();
    return switch (order.state()) {
      case CONFIRMED -> order.totalMinor(order.left()) + fees;
      case CANCELLED -> isPaid ? fees : 0;
      case PENDING, REJECTED, EXPIRED -> 0;
    };
  }
}
