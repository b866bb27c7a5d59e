package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_TRANSITION;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;

import boxoffice.db.orders.tables.records.OrderRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/// Every change of an order and of its payment attempts, each one transaction and each conditional
/// on the state that it starts from. An empty answer means that somebody else was there first: read
/// the order again and go on from what it is.
final class TransitionStore {
  private static final int UPDATE = 0;
  private static final int CLOSED = 2;

  private final DSLContext sql;
  private final WorkStore work;
  private final Issue issue;
  private final Clock clock;

  TransitionStore(DSLContext sql, WorkStore work, Issue issue, Clock clock) {
    this.sql = sql;
    this.work = work;
    this.issue = issue;
    this.clock = clock;
  }

  Optional<Order> reserved(Order order) {
    var changed =
        sql.update(ORDER)
            .set(ORDER.SEATS, SeatsState.RESERVED.name())
            .set(ORDER.UPDATED_AT, clock.instant())
            .where(ORDER.ORDER_ID.eq(order.id()))
            .and(ORDER.STATE.eq(OrderState.PENDING.name()))
            .and(ORDER.SEATS.eq(SeatsState.OPEN.name()))
            .execute();
    return changed == 1 ? Optional.of(order.with(SeatsState.RESERVED)) : Optional.empty();
  }

  Optional<Order> rejected(Order order, Rejection why) {
    var after = order.rejected(why);
    return close(
        after,
        because(why, toState(OrderState.REJECTED))
            .where(ORDER.ORDER_ID.eq(order.id()))
            .and(ORDER.STATE.eq(OrderState.PENDING.name()))
            .and(ORDER.SEATS.eq(SeatsState.OPEN.name())));
  }

  /// Only when nothing that was sent to the provider is open any more.
  Optional<Order> expired(Order order) {
    var after = order.expired();
    return close(
        after,
        toState(OrderState.EXPIRED)
            .where(ORDER.ORDER_ID.eq(order.id()))
            .and(ORDER.STATE.eq(OrderState.PENDING.name())));
  }

  /// The attempt's PaymentIntent is known; from now on its confirmation may have been sent.
  Optional<Order> sent(Order order, Attempt attempt, String intent) {
    var changed =
        sql.update(PAYMENT_ATTEMPT)
            .set(PAYMENT_ATTEMPT.STATE, AttemptState.SENT.name())
            .set(PAYMENT_ATTEMPT.PROVIDER_REF, intent)
            .set(PAYMENT_ATTEMPT.UPDATED_AT, clock.instant())
            .where(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(attempt.id()))
            .and(PAYMENT_ATTEMPT.STATE.eq(AttemptState.CREATED.name()))
            .execute();
    return changed == 1 ? Optional.of(order.with(attempt.sent(intent))) : Optional.empty();
  }

  /// The provider may keep on answering this key with an error: the next one is used from now on.
  void createWithNextKey(Attempt attempt) {
    sql.update(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.CREATION, attempt.creation() + 1)
        .set(PAYMENT_ATTEMPT.UPDATED_AT, clock.instant())
        .where(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(attempt.id()))
        .and(PAYMENT_ATTEMPT.STATE.eq(AttemptState.CREATED.name()))
        .and(PAYMENT_ATTEMPT.CREATION.eq(attempt.creation()))
        .execute();
  }

  Optional<Order> attempt(Order order, Attempt from, AttemptState to) {
    var changed = toState(from, to, null).execute();
    return changed == 1 ? Optional.of(order.with(from.with(to, null))) : Optional.empty();
  }

  /// The payment method was refused. The order waits for another, and nobody works on it until
  /// then.
  Optional<Order> declined(Order order, Attempt from, String code, Lease lease) {
    var changed =
        all(
            List.of(
                toState(from, AttemptState.DECLINED, code),
                work.park(sql, lease, order.terms().payUntil())),
            UPDATE);
    return changed
        ? Optional.of(order.with(from.with(AttemptState.DECLINED, code)))
        : Optional.empty();
  }

  /// Paid: the order is confirmed, the tickets are issued and the mail is on its way, all at once.
  ///
  /// @param attempt that paid it; null when there was nothing to pay
  Optional<Order> confirmed(Order order, @Nullable Attempt attempt) {
    var after = order.confirmed(attempt);
    var queries = new ArrayList<Query>();
    queries.add(
        toState(OrderState.CONFIRMED)
            .set(ORDER.PAYMENT_STATE, after.paymentState().name())
            .set(ORDER.FULFILMENT, after.fulfilment().name())
            .where(ORDER.ORDER_ID.eq(order.id()))
            .and(ORDER.STATE.eq(OrderState.PENDING.name())));
    if (attempt != null) {
      queries.add(
          sql.update(PAYMENT_ATTEMPT)
              .set(PAYMENT_ATTEMPT.STATE, AttemptState.PAID.name())
              .set(PAYMENT_ATTEMPT.PAID_MINOR, PAYMENT_ATTEMPT.AMOUNT_MINOR)
              .set(PAYMENT_ATTEMPT.UPDATED_AT, clock.instant())
              .where(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(attempt.id()))
              .and(PAYMENT_ATTEMPT.STATE.eq(attempt.state().name())));
    }
    var conditional = IntStream.range(0, queries.size()).toArray();
    queries.add(transition(order.id(), OrderState.CONFIRMED));
    queries.addAll(issue.queries(sql, order));
    return all(queries, conditional) ? Optional.of(after) : Optional.empty();
  }

  /// Inventory has done the last thing that was asked of it: nothing is left to do.
  Order ended(Order order, SeatsState seats) {
    var update =
        sql.update(ORDER)
            .set(ORDER.SEATS, seats.name())
            .set(ORDER.UPDATED_AT, clock.instant())
            .where(ORDER.ORDER_ID.eq(order.id()))
            .and(ORDER.STATE.eq(order.state().name()));
    all(List.of(update, work.end(sql, order.id())));
    return order.with(seats);
  }

  /// A person must look.
  void stuck(UUID orderId) {
    sql.update(ORDER)
        .set(ORDER.STUCK, true)
        .where(ORDER.ORDER_ID.eq(orderId))
        .and(not(ORDER.STUCK))
        .execute();
  }

  private Optional<Order> close(Order after, Query update) {
    var open =
        exists(
            selectOne()
                .from(PAYMENT_ATTEMPT)
                .where(PAYMENT_ATTEMPT.ORDER_ID.eq(after.id()))
                .and(
                    PAYMENT_ATTEMPT.STATE.notIn(
                        AttemptState.DECLINED.name(), AttemptState.CANCELLED.name())));
    var cancelUnsent =
        sql.update(PAYMENT_ATTEMPT)
            .set(PAYMENT_ATTEMPT.STATE, AttemptState.CANCELLED.name())
            .set(PAYMENT_ATTEMPT.UPDATED_AT, clock.instant())
            .where(PAYMENT_ATTEMPT.ORDER_ID.eq(after.id()))
            .and(PAYMENT_ATTEMPT.STATE.eq(AttemptState.CREATED.name()));
    // sees what the statement before it waited for, unlike a condition of that statement itself
    var closed =
        sql.update(ORDER)
            .set(ORDER.CLOSED_AT, clock.instant())
            .where(ORDER.ORDER_ID.eq(after.id()))
            .and(not(open));
    var queries = List.of(update, cancelUnsent, closed, transition(after.id(), after.state()));
    return all(queries, UPDATE, CLOSED) ? Optional.of(after) : Optional.empty();
  }

  /// Runs them in one transaction and one round trip.
  ///
  /// @param conditional positions of those that must change a row, or nothing at all is changed
  private boolean all(List<Query> queries, int... conditional) {
    try {
      sql.transaction(transaction -> {
        var counts = transaction.dsl().batch(queries).execute();
        if (Arrays.stream(conditional).anyMatch(position -> counts[position] != 1)) {
          throw new Overtaken();
        }
      });
      return true;
    } catch (Overtaken e) {
      return false;
    }
  }

  private Query toState(Attempt from, AttemptState to, @Nullable String code) {
    return sql.update(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.STATE, to.name())
        .set(PAYMENT_ATTEMPT.DECLINE_CODE, code)
        .set(PAYMENT_ATTEMPT.UPDATED_AT, clock.instant())
        .where(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(from.id()))
        .and(PAYMENT_ATTEMPT.STATE.eq(from.state().name()));
  }

  private UpdateSetMoreStep<OrderRecord> toState(OrderState state) {
    return sql.update(ORDER).set(ORDER.STATE, state.name()).set(ORDER.UPDATED_AT, clock.instant());
  }

  private static UpdateSetMoreStep<OrderRecord> because(
      Rejection why, UpdateSetMoreStep<OrderRecord> update) {
    return switch (why) {
      case Rejection.HoldExpired _ -> update.set(ORDER.REJECTION, "HOLD_EXPIRED");
      case Rejection.SeatsLost lost ->
          update
              .set(ORDER.REJECTION, "SEATS_LOST")
              .set(ORDER.LOST_SEAT_IDS, lost.seats().toArray(UUID[]::new));
      case Rejection.BuyerLimit limit ->
          update
              .set(ORDER.REJECTION, "BUYER_LIMIT")
              .set(ORDER.BUYER_LIMIT, limit.limit())
              .set(ORDER.BUYER_OWNED, limit.owned());
    };
  }

  /// Only orders that are PENDING change their state, so far.
  private Query transition(UUID orderId, OrderState to) {
    return sql.insertInto(ORDER_TRANSITION)
        .set(ORDER_TRANSITION.ORDER_ID, orderId)
        .set(ORDER_TRANSITION.FROM_STATE, OrderState.PENDING.name())
        .set(ORDER_TRANSITION.TO_STATE, to.name())
        .set(ORDER_TRANSITION.AT, clock.instant());
  }

  /// Undoes a transaction that came too late.
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("somebody else was there first", null, false, false);
    }
  }
}
