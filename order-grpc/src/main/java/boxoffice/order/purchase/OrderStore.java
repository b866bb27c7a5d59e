package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.CANCELLATION;
import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_HOLD;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.ORDER_TRANSITION;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.REFUND;
import static boxoffice.db.orders.Tables.TICKET;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;

import boxoffice.db.OneTrip;
import boxoffice.db.Repeating;
import boxoffice.db.orders.tables.records.OrderItemRecord;
import boxoffice.order.item.OrderCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/// Orders with their items and payment attempts: writes them once and reads them. What changes them
/// later is [TransitionStore].
final class OrderStore {
  private static final Field<String[]> HOLD_NAMES =
      array(
          select(ORDER_HOLD.HOLD_NAME)
              .from(ORDER_HOLD)
              .where(ORDER_HOLD.ORDER_ID.eq(ORDER.ORDER_ID))
              .orderBy(ORDER_HOLD.NUMBER));

  private static final Field<List<OrderItemRecord>> ITEMS =
      multiset(
              selectFrom(ORDER_ITEM)
                  .where(ORDER_ITEM.ORDER_ID.eq(ORDER.ORDER_ID))
                  .orderBy(ORDER_ITEM.POSITION))
          .convertFrom(items -> items);

  private static final Field<List<Attempt>> ATTEMPTS =
      multiset(
              selectFrom(PAYMENT_ATTEMPT)
                  .where(PAYMENT_ATTEMPT.ORDER_ID.eq(ORDER.ORDER_ID))
                  .orderBy(PAYMENT_ATTEMPT.NUMBER))
          .convertFrom(attempts -> attempts.map(OrderRow::toAttempt));

  private static final Field<List<Refund>> REFUNDS =
      multiset(
              selectFrom(REFUND)
                  .where(REFUND.ORDER_ID.eq(ORDER.ORDER_ID))
                  .orderBy(REFUND.CREATED_AT, REFUND.NUMBER))
          .convertFrom(refunds -> refunds.map(OrderRow::toRefund));

  private static final Field<List<Cancellation>> CANCELLATIONS =
      multiset(
              selectFrom(CANCELLATION)
                  .where(CANCELLATION.ORDER_ID.eq(ORDER.ORDER_ID))
                  .orderBy(CANCELLATION.ASKED_AT))
          .convertFrom(cancellations -> cancellations.map(OrderRow::toCancellation));

  private final DSLContext sql;
  private final WorkStore work;
  private final ChangeQueries changes;
  private final Repeating repeating = new Repeating();

  OrderStore(DSLContext sql, WorkStore work, Clock clock) {
    this.sql = sql;
    this.work = work;
    this.changes = new ChangeQueries(clock);
  }

  /// Where a page of orders begins: after this one.
  record Key(Instant createdAt, UUID orderId) {}

  /// Stores a new order with what it needs done, already leased to the caller.
  ///
  /// @return false when there is an order of this id, or a live one of one of the holds
  boolean place(Order order, Lease lease) {
    try {
      return repeating.run(() -> {
        sql.transaction(transaction -> place(transaction.dsl(), order, lease));
        return true;
      });
    } catch (Overtaken e) {
      return false;
    }
  }

  private void place(DSLContext in, Order order, Lease lease) {
    if (insertOrder(in, order) == 0) {
      throw new Overtaken();
    }
    var rest = new ArrayList<Query>();
    rest.add(insertHolds(in, order.terms()));
    rest.add(insertItems(in, order));
    order.attempts().forEach(attempt -> rest.add(changes.insert(in, order, attempt)));
    rest.add(
        in.insertInto(ORDER_TRANSITION)
            .set(ORDER_TRANSITION.ORDER_ID, order.id())
            .set(ORDER_TRANSITION.TO_STATE, order.state().name())
            .set(ORDER_TRANSITION.AT, order.terms().createdAt()));
    SaleActs.givenAway(in, order).ifPresent(rest::add);
    rest.add(work.begin(in, lease));
    if (OneTrip.run(in, rest)[0] != order.terms().holdNames().size()) {
      throw new Overtaken();
    }
  }

  Optional<Order> find(UUID orderId) {
    return fetch(ORDER.ORDER_ID.eq(orderId), 1).stream().findFirst();
  }

  /// For a request that comes for the first time as a rule: little is asked for until there is one.
  Optional<Order> findRepeated(UUID orderId) {
    return sql.fetchExists(ORDER, ORDER.ORDER_ID.eq(orderId)) ? find(orderId) : Optional.empty();
  }

  List<Order> find(Collection<UUID> orderIds) {
    return fetch(ORDER.ORDER_ID.in(orderIds), orderIds.size());
  }

  Optional<Order> find(UUID orderId, UUID buyerId) {
    return find(orderId).filter(order -> order.terms().buyerId().equals(buyerId));
  }

  /// The order that has one of these holds now.
  Optional<Order> findOfHolds(List<String> holdNames) {
    var having =
        select(ORDER_HOLD.ORDER_ID)
            .from(ORDER_HOLD)
            .where(ORDER_HOLD.HOLD_NAME.in(holdNames))
            .and(ORDER_HOLD.LIVE);
    return fetch(ORDER.ORDER_ID.in(having), 1).stream().findFirst();
  }

  Optional<Order> findOfCode(OrderCode code) {
    return fetch(ORDER.ORDER_CODE.eq(code.text()), 1).stream().findFirst();
  }

  /// The order whose products this request handed out.
  Optional<Order> findOfCollectRequest(UUID requestId) {
    return fetch(ORDER.COLLECT_REQUEST_ID.eq(requestId), 1).stream().findFirst();
  }

  /// Which of these items somebody was let in with.
  List<Integer> used(UUID orderId, List<Integer> positions) {
    if (positions.isEmpty()) {
      return List.of();
    }
    return sql.select(TICKET.POSITION)
        .from(TICKET)
        .where(TICKET.ORDER_ID.eq(orderId))
        .and(TICKET.POSITION.in(positions))
        .and(TICKET.STATE.in("CHECKED_IN", "EXITED"))
        .orderBy(TICKET.POSITION)
        .fetch(TICKET.POSITION);
  }

  /// A buyer's orders, the newest first.
  ///
  /// @param after the last one of the page before; null for the first page
  List<Order> list(UUID buyerId, @Nullable Key after, int max) {
    return page(ORDER.BUYER_ID.eq(buyerId), after, max);
  }

  /// The orders of holds that are named after a performance, the newest first.
  ///
  /// @param state only those in it; null for all
  /// @param after the last one of the page before; null for the first page
  List<Order> sales(UUID performanceId, @Nullable OrderState state, @Nullable Key after, int max) {
    var inState = state == null ? noCondition() : ORDER.STATE.eq(state.name());
    return page(ORDER.PERFORMANCE_ID.eq(performanceId).and(inState), after, max);
  }

  private List<Order> page(Condition which, @Nullable Key after, int max) {
    var rest =
        after == null
            ? noCondition()
            : row(ORDER.CREATED_AT, ORDER.ORDER_ID).lt(after.createdAt(), after.orderId());
    return fetch(which.and(rest), max);
  }

  /// One statement, so that an order and its attempts are of one moment.
  private List<Order> fetch(Condition condition, int max) {
    return sql.select(ORDER, HOLD_NAMES, ITEMS, ATTEMPTS, REFUNDS, CANCELLATIONS)
        .from(ORDER)
        .where(condition)
        .orderBy(ORDER.CREATED_AT.desc(), ORDER.ORDER_ID.desc())
        .limit(max)
        .fetch(row ->
            OrderRow.toOrder(
                row.value1(),
                List.of(row.value2()),
                row.value3(),
                new OrderRow.Money(row.value4(), row.value5(), row.value6())));
  }

  private static int insertOrder(DSLContext in, Order order) {
    var terms = order.terms();
    var holder = terms.sale().holder();
    return in.insertInto(ORDER)
        .set(ORDER.ORDER_ID, terms.id())
        .set(ORDER.BUYER_ID, terms.buyerId())
        .set(ORDER.REQUEST_HASH, terms.requestHash().bytes())
        .set(ORDER.HOLD_NAME, terms.holdNames().getFirst())
        .set(ORDER.PERFORMANCE_ID, terms.performanceId())
        .set(ORDER.STATE, order.state().name())
        .set(ORDER.PAYMENT_STATE, order.paymentState().name())
        .set(ORDER.FULFILMENT, order.fulfilment().name())
        .set(ORDER.SEATS, order.seats().name())
        .set(ORDER.TOTAL_MINOR, terms.totalMinor())
        .set(ORDER.CURRENCY, terms.currency())
        .set(ORDER.ORDER_CODE, terms.sale().code() == null ? null : terms.sale().code().text())
        .set(ORDER.ORGANISATION_ID, terms.sale().organisationId())
        .set(ORDER.COMPLIMENTARY_REASON, terms.sale().complimentaryReason())
        .set(ORDER.HOLDER_NAME, holder == null ? null : holder.name())
        .set(ORDER.HOLDER_EMAIL, holder == null ? null : holder.email())
        .set(ORDER.PAYMENT_EXPIRES_AT, terms.payUntil())
        .set(ORDER.CREATED_AT, terms.createdAt())
        .set(ORDER.UPDATED_AT, terms.createdAt())
        .onConflictDoNothing()
        .execute();
  }

  /// In the order of their names, so that two orders of the same holds wait for each other.
  private static Query insertHolds(DSLContext in, Order.Terms terms) {
    var names = terms.holdNames();
    return in.insertInto(ORDER_HOLD, ORDER_HOLD.ORDER_ID, ORDER_HOLD.NUMBER, ORDER_HOLD.HOLD_NAME)
        .valuesOfRows(
            names.stream()
                .sorted()
                .map(name -> row(terms.id(), names.indexOf(name), name))
                .toList())
        .onConflictDoNothing();
  }

  private static Query insertItems(DSLContext in, Order order) {
    var rows = new ArrayList<OrderItemRecord>();
    for (var item : order.terms().items()) {
      rows.add(OrderRow.fromItem(order.id(), rows.size(), item));
    }
    return in.insertInto(ORDER_ITEM).columns(ORDER_ITEM.fields()).valuesOfRecords(rows);
  }
}
