package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_HOLD;
import static boxoffice.db.orders.Tables.ORDER_TRANSITION;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.REFUND;
import static org.jooq.impl.DSL.val;

import boxoffice.db.orders.tables.records.OrderRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/// A change of an order as statements. The order's row comes first, so that all who change an order
/// wait for each other there.
final class ChangeQueries {
  private final Clock clock;
  private final CancellationQueries cancellations;

  ChangeQueries(Clock clock) {
    this.clock = clock;
    this.cancellations = new CancellationQueries(clock);
  }

  /// Each must change one row.
  List<Query> of(DSLContext in, Change change) {
    var before = change.before();
    var after = change.after();
    var queries = new ArrayList<Query>();
    queries.add(order(in, change));
    for (var attempt : after.attempts()) {
      var old = before.attempt(attempt.id());
      if (old.isEmpty()) {
        queries.add(insert(in, after, attempt));
      } else if (!old.get().equals(attempt) || claims(before, after, attempt)) {
        queries.add(update(in, old.get(), attempt, after));
      }
    }
    for (var refund : after.refunds()) {
      var old = before.refund(refund.id());
      if (old.isEmpty()) {
        queries.add(insert(in, after.id(), refund));
      } else if (!old.get().equals(refund)) {
        queries.add(update(in, old.get(), refund));
      }
    }
    queries.addAll(cancellations.of(in, change));
    return queries;
  }

  private static boolean claims(Order before, Order after, Attempt attempt) {
    return before.refundingMinor(attempt.id()) != after.refundingMinor(attempt.id())
        || before.refundedMinor(attempt.id()) != after.refundedMinor(attempt.id());
  }

  /// What follows from it.
  List<Query> besides(DSLContext in, Change change) {
    var queries = new ArrayList<Query>();
    if (change.changesState()) {
      queries.add(
          in.insertInto(ORDER_TRANSITION)
              .set(ORDER_TRANSITION.ORDER_ID, change.after().id())
              .set(ORDER_TRANSITION.FROM_STATE, change.before().state().name())
              .set(ORDER_TRANSITION.TO_STATE, change.after().state().name())
              .set(ORDER_TRANSITION.AT, clock.instant()));
    }
    queries.addAll(cancellations.besides(in, change));
    Account.insert(in, change, clock.instant()).ifPresent(queries::add);
    if (change.changesState() && isClosed(change.after())) {
      queries.add(
          in.update(ORDER_HOLD)
              .set(ORDER_HOLD.LIVE, false)
              .where(ORDER_HOLD.ORDER_ID.eq(change.after().id())));
    }
    change.after().refunds().stream()
        .filter(refund -> change.before().refund(refund.id()).isEmpty())
        .map(refund -> RefundShares.insert(in, change.after(), refund))
        .forEach(queries::add);
    return queries;
  }

  /// A state that is left behind is not stuck any more.
  private Query order(DSLContext in, Change change) {
    var before = change.before();
    var after = change.after();
    var update =
        in.update(ORDER).set(ORDER.VERSION, after.version()).set(ORDER.UPDATED_AT, clock.instant());
    if (change.changesState()) {
      update = update.set(ORDER.STATE_SINCE, after.standing().since()).set(ORDER.STUCK, false);
      update = because(after.rejection(), update);
      if (isClosed(after)) {
        update = update.set(ORDER.CLOSED_AT, clock.instant());
      }
    }
    if (change.has(Change.Effect.STUCK)) {
      update = update.set(ORDER.STUCK, true);
    }
    return update
        .set(ORDER.STATE, after.state().name())
        .set(ORDER.SEATS, after.seats().name())
        .set(ORDER.PAYMENT_STATE, after.paymentState().name())
        .set(ORDER.FULFILMENT, after.fulfilment().name())
        .where(ORDER.ORDER_ID.eq(after.id()))
        .and(ORDER.VERSION.eq(before.version()))
        .and(ORDER.STATE.eq(before.state().name()))
        .and(ORDER.SEATS.eq(before.seats().name()))
        .and(ORDER.FULFILMENT.eq(before.fulfilment().name()));
  }

  private static boolean isClosed(Order order) {
    return switch (order.state()) {
      case REJECTED, EXPIRED, CANCELLED -> true;
      case PENDING, CONFIRMED -> false;
    };
  }

  private static UpdateSetMoreStep<OrderRecord> because(
      @Nullable Rejection why, UpdateSetMoreStep<OrderRecord> update) {
    return switch (why) {
      case null -> update;
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

  Query insert(DSLContext in, Order order, Attempt attempt) {
    var now = clock.instant();
    return in.insertInto(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.ATTEMPT_ID, attempt.id())
        .set(PAYMENT_ATTEMPT.ORDER_ID, order.id())
        .set(PAYMENT_ATTEMPT.NUMBER, attempt.number())
        .set(PAYMENT_ATTEMPT.PAYMENT_METHOD, attempt.paymentMethod())
        .set(PAYMENT_ATTEMPT.STATE, attempt.state().name())
        .set(PAYMENT_ATTEMPT.AMOUNT_MINOR, order.terms().totalMinor())
        .set(PAYMENT_ATTEMPT.CURRENCY, order.terms().currency())
        .set(PAYMENT_ATTEMPT.CREATED_AT, now)
        .set(PAYMENT_ATTEMPT.UPDATED_AT, now)
        .onConflictDoNothing();
  }

  /// That no more is claimed than was paid is a CHECK.
  private Query update(DSLContext in, Attempt before, Attempt attempt, Order after) {
    var asked = attempt.asked();
    var action = asked.action();
    var paid = attempt.paid();
    return in.update(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.STATE, attempt.state().name())
        .set(PAYMENT_ATTEMPT.PROVIDER_REF, attempt.providerRef())
        .set(PAYMENT_ATTEMPT.CREATION, attempt.creation())
        .set(PAYMENT_ATTEMPT.DECLINE_CODE, attempt.declineCode())
        .set(PAYMENT_ATTEMPT.CONFIRMATIONS, asked.confirmations())
        .set(PAYMENT_ATTEMPT.CONFIRM_AGAIN, asked.again())
        .set(PAYMENT_ATTEMPT.TO_READ, asked.toRead())
        .set(PAYMENT_ATTEMPT.READ_AT, asked.readAt())
        .set(PAYMENT_ATTEMPT.ACTION_URL, action == null ? null : action.redirectUrl())
        .set(PAYMENT_ATTEMPT.ACTION_SECRET, action == null ? null : action.clientSecret())
        .set(PAYMENT_ATTEMPT.ENDED, attempt.marks().ended())
        .set(PAYMENT_ATTEMPT.WITHHELD, attempt.marks().withheld())
        .set(PAYMENT_ATTEMPT.REFUNDS_TO_LIST, attempt.marks().listRefunds())
        .set(PAYMENT_ATTEMPT.PAID_MINOR, paid == null ? 0 : paid.amountMinor())
        .set(PAYMENT_ATTEMPT.PAID_CURRENCY, paid == null ? null : paid.currency())
        .set(PAYMENT_ATTEMPT.PAID_AT, paidAt(before, attempt))
        .set(PAYMENT_ATTEMPT.REFUNDING_MINOR, after.refundingMinor(attempt.id()))
        .set(PAYMENT_ATTEMPT.REFUNDED_MINOR, after.refundedMinor(attempt.id()))
        .set(PAYMENT_ATTEMPT.UPDATED_AT, clock.instant())
        .where(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(attempt.id()))
        .and(PAYMENT_ATTEMPT.STATE.eq(before.state().name()));
  }

  private Field<Instant> paidAt(Attempt before, Attempt attempt) {
    return before.paid() == null && attempt.paid() != null
        ? val(clock.instant(), PAYMENT_ATTEMPT.PAID_AT)
        : PAYMENT_ATTEMPT.PAID_AT;
  }

  private Query insert(DSLContext in, UUID orderId, Refund refund) {
    var claim = refund.claim();
    return in.insertInto(REFUND)
        .set(REFUND.REFUND_ID, refund.id())
        .set(REFUND.ORDER_ID, orderId)
        .set(REFUND.ATTEMPT_ID, claim.attemptId())
        .set(REFUND.REASON, claim.reason().name())
        .set(REFUND.BASIS_ID, claim.basisId())
        .set(REFUND.NUMBER, claim.number())
        .set(REFUND.AMOUNT_MINOR, claim.amountMinor())
        .set(REFUND.CURRENCY, claim.currency())
        .set(REFUND.STATE, refund.state().name())
        .set(REFUND.PROVIDER_REF, refund.providerRef())
        .set(REFUND.CREATED_AT, refund.createdAt())
        .set(REFUND.UPDATED_AT, clock.instant())
        .onConflictDoNothing();
  }

  private Query update(DSLContext in, Refund before, Refund refund) {
    return in.update(REFUND)
        .set(REFUND.STATE, refund.state().name())
        .set(REFUND.CREATION, refund.creation())
        .set(REFUND.LOOK_UP, refund.lookUp())
        .set(REFUND.PROVIDER_REF, refund.providerRef())
        .set(REFUND.UPDATED_AT, clock.instant())
        .where(REFUND.REFUND_ID.eq(refund.id()))
        .and(REFUND.STATE.eq(before.state().name()));
  }
}
