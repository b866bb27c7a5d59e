package boxoffice.order.purchase;

import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stored rows of orders, tickets and work, with the conditions that the tables put on them. A
/// write is all or nothing; between two of them anything may happen.
final class SimulatedOrders {
  private static final Map<OrderState, Set<OrderState>> ORDER_EDGES =
      new EnumMap<>(
          Map.of(
              OrderState.PENDING,
              EnumSet.of(
                  OrderState.CONFIRMED,
                  OrderState.REJECTED,
                  OrderState.EXPIRED,
                  OrderState.CANCELLED),
              OrderState.CONFIRMED,
              EnumSet.of(OrderState.CANCELLED)));
  private static final Map<AttemptState, Set<AttemptState>> ATTEMPT_EDGES =
      new EnumMap<>(
          Map.of(
              AttemptState.CREATED,
              EnumSet.of(AttemptState.SENT, AttemptState.CANCELLED),
              AttemptState.SENT,
              EnumSet.of(
                  AttemptState.PAID,
                  AttemptState.DECLINED,
                  AttemptState.REQUIRES_ACTION,
                  AttemptState.UNKNOWN,
                  AttemptState.CANCELLED),
              AttemptState.REQUIRES_ACTION,
              EnumSet.of(
                  AttemptState.PAID,
                  AttemptState.DECLINED,
                  AttemptState.UNKNOWN,
                  AttemptState.CANCELLED),
              AttemptState.UNKNOWN,
              EnumSet.of(AttemptState.PAID, AttemptState.DECLINED, AttemptState.CANCELLED)));
  private static final Map<RefundState, Set<RefundState>> REFUND_EDGES =
      new EnumMap<>(
          Map.of(
              RefundState.CREATED,
              EnumSet.of(RefundState.SENT),
              RefundState.SENT,
              EnumSet.of(RefundState.SUCCEEDED, RefundState.FAILED, RefundState.UNKNOWN),
              RefundState.UNKNOWN,
              EnumSet.of(RefundState.SUCCEEDED, RefundState.FAILED),
              RefundState.SUCCEEDED,
              EnumSet.of(RefundState.FAILED)));

  private final Map<UUID, Order> orders = new LinkedHashMap<>();
  private final Map<UUID, Work> work = new LinkedHashMap<>();
  private final Map<UUID, UUID> validTickets = new LinkedHashMap<>();
  private final Map<UUID, Long> accounts = new LinkedHashMap<>();
  private final Set<List<UUID>> accountEntries = new HashSet<>();

  /// A row of the work list.
  static final class Work {
    Instant due;
    @Nullable UUID lease;
    @Nullable Instant leasedUntil;
    int tries;
    int wakes;

    Work(Instant due) {
      this.due = due;
    }
  }

  static Set<UUID> seats(Order order) {
    return seats(order, order.positions());
  }

  static Set<UUID> seats(Order order, List<Integer> positions) {
    var seats = new LinkedHashSet<UUID>();
    order.items(positions).forEach(item -> seats.add(((Item.Seat) item).seatId()));
    return seats;
  }

  /// Nothing is placed where a live order has one of the holds.
  void place(Order order) {
    if (orders.values().stream().anyMatch(live -> isLive(live) && sharesHold(live, order))) {
      return;
    }
    orders.put(order.id(), order);
    work.put(order.id(), new Work(order.terms().createdAt()));
  }

  private static boolean isLive(Order order) {
    return order.state() == OrderState.PENDING || order.state() == OrderState.CONFIRMED;
  }

  private static boolean sharesHold(Order one, Order other) {
    return !Collections.disjoint(one.terms().holdNames(), other.terms().holdNames());
  }

  Collection<Order> all() {
    return orders.values();
  }

  Order read(UUID id) {
    return Objects.requireNonNull(orders.get(id));
  }

  Map<UUID, Work> work() {
    return work;
  }

  /// The order that has the valid ticket of a seat.
  Map<UUID, UUID> validTickets() {
    return validTickets;
  }

  long validTickets(Order order) {
    return validTickets.values().stream().filter(order.id()::equals).count();
  }

  /// @return false when the order is not what the change was made from any more
  boolean store(Change change, boolean working, Instant now) {
    var stored = read(change.before().id());
    if (stored.version() != change.before().version()) {
      return false;
    }
    check(stored, change.after());
    orders.put(stored.id(), change.after());
    if (change.has(Effect.ISSUE)) {
      for (var seat : seats(stored)) {
        check(validTickets.put(seat, stored.id()) == null, "S1: one valid ticket a seat");
      }
    }
    if (change.has(Effect.VOID_TICKETS)) {
      var wish = change.cancels().orElseThrow().wish();
      (wish.isOfItems() ? seats(stored, wish.positions()) : seats(stored))
          .forEach(seat -> validTickets.remove(seat, stored.id()));
    }
    Account.entries(change).forEach(entry -> enter(stored.id(), entry));
    if (change.has(Effect.WAKE) && !working) {
      wake(stored.id(), now);
    }
    return true;
  }

  private void enter(UUID orderId, Account.Entry entry) {
    check(
        accountEntries.add(List.of(entry.id(), entry.performanceId())) && entry.amountMinor() >= 0,
        "account_entry");
    var amount =
        switch (entry.kind()) {
          case CHARGED -> entry.amountMinor();
          case CREDITED -> -entry.amountMinor();
        };
    accounts.merge(orderId, amount, Math::addExact);
  }

  /// What a partner owes for an order.
  long account(Order order) {
    return accounts.getOrDefault(order.id(), 0L);
  }

  private static void check(Order before, Order after) {
    edge(ORDER_EDGES, before.state(), after.state());
    for (var attempt : after.attempts()) {
      var old = before.attempt(attempt.id()).map(Attempt::state).orElse(AttemptState.CREATED);
      edge(ATTEMPT_EDGES, old, attempt.state());
      var paid = attempt.paid() == null ? 0 : attempt.paid().amountMinor();
      check(after.refundingMinor(attempt.id()) <= paid, "S15: no more goes back than was paid");
    }
    for (var refund : after.refunds()) {
      var born = refund.isOurs() ? RefundState.CREATED : refund.state();
      var old = before.refund(refund.id()).map(Refund::state).orElse(born);
      edge(REFUND_EDGES, old, refund.state());
    }
    check(
        after.attempts().stream().filter(a -> !a.state().isOver()).count() <= 1,
        "payment_attempt_alive");
    check(
        after.cancellations().stream()
                .filter(
                    c -> c.state() == Cancellation.State.WANTED || (c.isDone() && !c.isOfItems()))
                .count()
            <= 1,
        "cancellation_alive");
    var cancelled =
        after.cancellations().stream()
            .filter(Cancellation::isDone)
            .flatMap(c -> c.wish().positions().stream())
            .toList();
    check(cancelled.size() == Set.copyOf(cancelled).size(), "an item is cancelled once");
  }

  private static <S> void edge(Map<S, Set<S>> edges, S from, S to) {
    check(
        from.equals(to) || edges.getOrDefault(from, Set.of()).contains(to),
        "S14: from " + from + " to " + to);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  void wake(UUID orderId, Instant now) {
    var row = work.computeIfAbsent(orderId, _ -> new Work(now));
    row.due = now;
    row.wakes++;
  }

  /// A hint of the provider, as [PaymentNews] stores it.
  void news(UUID orderId, ModelProvider.Payment payment, Instant now) {
    var order = read(orderId);
    for (var attempt : order.attempts()) {
      if (payment.id.equals(attempt.providerRef())) {
        var refunds =
            attempt.marks().listRefunds() || payment.refundsByHand > 0 || payment.cameBack;
        order =
            order.with(attempt.toRead(attempt.state() != AttemptState.PAID).listRefunds(refunds));
      }
    }
    orders.put(orderId, order.next());
    wake(orderId, now);
  }

  /// The work that is due longest and that nobody works on.
  Optional<UUID> due(Instant now) {
    return work.entrySet().stream()
        .filter(row -> !row.getValue().due.isAfter(now))
        .filter(row -> isFree(row.getValue(), now))
        .min(Comparator.comparing(row -> row.getValue().due))
        .map(Map.Entry::getKey);
  }

  /// When something can be done again.
  Instant nextDue(Instant now) {
    return work.values().stream()
        .map(row -> row.leasedUntil == null ? row.due : row.leasedUntil)
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElseGet(() -> now.plusSeconds(1));
  }

  /// Whether there is work at it that nobody does.
  boolean isFree(UUID orderId, Instant now) {
    var row = work.get(orderId);
    return row != null && isFree(row, now);
  }

  private static boolean isFree(Work row, Instant now) {
    return row.leasedUntil == null || !row.leasedUntil.isAfter(now);
  }
}
