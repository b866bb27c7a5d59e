package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stored rows of orders, tickets and work, with the conditions that the tables put on them. A write
/// is all or nothing; between two of them anything may happen.
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
              EnumSet.of(RefundState.SUCCEEDED, RefundState.FAILED)));

  private final Map<UUID, Order> orders = new LinkedHashMap<>();
  private final Map<UUID, Work> work = new LinkedHashMap<>();
  private final Map<UUID, UUID> validTickets = new LinkedHashMap<>();

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
    var seats = new java.util.LinkedHashSet<UUID>();
    order.terms().items().forEach(item -> seats.add(((Item.Seat) item).seatId()));
    return seats;
  }

  void place(Order order) {
    orders.put(order.id(), order);
    work.put(order.id(), new Work(order.terms().createdAt()));
  }

  Collection<Order> all() {
    return orders.values();
  }

  Order read(UUID id) {
    return orders.get(id);
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
    var stored = orders.get(change.before().id());
    if (stored.version() != change.before().version()) {
      return false;
    }
    check(stored, change.after());
    orders.put(stored.id(), change.after());
    if (change.has(Effect.ISSUE)) {
      for (var seat : seats(stored)) {
        assertThat(validTickets.put(seat, stored.id())).as("S1: one valid ticket a seat").isNull();
      }
    }
    if (change.has(Effect.VOID_TICKETS)) {
      validTickets.values().removeIf(stored.id()::equals);
    }
    if (change.has(Effect.WAKE) && !working) {
      wake(stored.id(), now);
    }
    return true;
  }

  private static void check(Order before, Order after) {
    assertThat(after.version()).isEqualTo(before.version() + 1);
    edge(ORDER_EDGES, before.state(), after.state());
    for (var attempt : after.attempts()) {
      var old = before.attempt(attempt.id());
      edge(
          ATTEMPT_EDGES,
          old.map(Attempt::state).orElse(AttemptState.CREATED),
          attempt.state());
      var paid = attempt.paid() == null ? 0 : attempt.paid().amountMinor();
      assertThat(after.refundingMinor(attempt.id())).as("S15: refunds").isBetween(0L, paid);
    }
    for (var refund : after.refunds()) {
      var old = before.refund(refund.id());
      edge(REFUND_EDGES, old.map(Refund::state).orElse(RefundState.CREATED), refund.state());
    }
    assertThat(after.attempts().stream().filter(a -> !a.state().isOver()).count())
        .as("one live attempt")
        .isLessThanOrEqualTo(1);
    assertThat(
            after.cancellations().stream()
                .filter(c -> c.state() != Cancellation.State.REFUSED)
                .count())
        .as("one cancellation")
        .isLessThanOrEqualTo(1);
  }

  private static <S> void edge(Map<S, Set<S>> edges, S from, S to) {
    if (!from.equals(to)) {
      assertThat(edges.getOrDefault(from, Set.of())).as("S14: from %s", from).contains(to);
    }
  }

  void wake(UUID orderId, Instant now) {
    var row = work.computeIfAbsent(orderId, _ -> new Work(now));
    row.due = now;
    row.wakes++;
  }

  /// A hint of the provider, as [PaymentNews] stores it.
  void news(UUID orderId, String intent, Instant now) {
    var order = orders.get(orderId);
    for (var attempt : order.attempts()) {
      if (intent.equals(attempt.providerRef()) && attempt.state() != AttemptState.PAID) {
        order = order.with(attempt.toRead(true));
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
        .min(java.util.Comparator.comparing(row -> row.getValue().due))
        .map(Map.Entry::getKey);
  }

  private static boolean isFree(Work row, Instant now) {
    return row.leasedUntil == null || !row.leasedUntil.isAfter(now);
  }
}
