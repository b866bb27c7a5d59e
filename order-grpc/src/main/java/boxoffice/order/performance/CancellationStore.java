package boxoffice.order.performance;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.PERFORMANCE_CANCELLATION;
import static boxoffice.db.orders.Tables.PERFORMANCE_CANCELLATION_ORDER;
import static boxoffice.db.orders.Tables.TICKET;
import static boxoffice.db.orders.Tables.WORK;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.uuid;
import static org.jooq.impl.DSL.val;

import boxoffice.db.orders.tables.records.PerformanceCancellationRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;

/// Cancellations of performances, and the orders that they are about: a work list that all
/// instances share.
final class CancellationStore {
  private static final String RUNNING = "RUNNING";
  private static final String DONE = "DONE";
  private static final Condition UNDECIDED =
      PERFORMANCE_CANCELLATION_ORDER.OUTCOME.in(
          inline(OrderOutcome.OPEN.name()), inline(OrderOutcome.WAITING.name()));

  private final DSLContext sql;
  private final Clock clock;
  private final Duration lease;

  /// @param lease so long an order is left to whoever took it
  CancellationStore(DSLContext sql, Clock clock, Duration lease) {
    this.sql = sql;
    this.clock = clock;
    this.lease = lease;
  }

  /// An order to be cancelled.
  record Due(UUID orderId, UUID cancellationId, PerformanceCancellation of) {}

  Optional<PerformanceCancellation> find(UUID id) {
    return sql.selectFrom(PERFORMANCE_CANCELLATION)
        .where(PERFORMANCE_CANCELLATION.PERFORMANCE_CANCELLATION_ID.eq(id))
        .fetchOptional(CancellationStore::toCancellation);
  }

  Optional<PerformanceCancellation> running(UUID performanceId) {
    return sql.selectFrom(PERFORMANCE_CANCELLATION)
        .where(PERFORMANCE_CANCELLATION.PERFORMANCE_ID.eq(performanceId))
        .and(PERFORMANCE_CANCELLATION.STATE.eq(inline(RUNNING)))
        .fetchOptional(CancellationStore::toCancellation);
  }

  private static PerformanceCancellation toCancellation(PerformanceCancellationRecord row) {
    return new PerformanceCancellation(
        row.getPerformanceCancellationId(),
        row.getPerformanceId(),
        row.getOrganiser(),
        row.getReason(),
        row.getStartedAt(),
        row.getFinishedAt());
  }

  /// Stores it with all orders that have something of the performance. To be called after inventory
  /// has cancelled that: an order that is placed later gets no seats any more.
  ///
  /// @return false when it is stored already, or another one is running
  boolean start(PerformanceCancellation cancellation) {
    return sql.transactionResult(transaction -> {
      var in = transaction.dsl();
      var inserted =
          in.insertInto(PERFORMANCE_CANCELLATION)
              .set(PERFORMANCE_CANCELLATION.PERFORMANCE_CANCELLATION_ID, cancellation.id())
              .set(PERFORMANCE_CANCELLATION.PERFORMANCE_ID, cancellation.performanceId())
              .set(PERFORMANCE_CANCELLATION.ORGANISER, cancellation.organiser())
              .set(PERFORMANCE_CANCELLATION.REASON, cancellation.reason())
              .set(PERFORMANCE_CANCELLATION.STATE, RUNNING)
              .set(PERFORMANCE_CANCELLATION.STARTED_AT, cancellation.startedAt())
              .onConflictDoNothing()
              .execute();
      if (inserted == 1) {
        insertOrders(in, cancellation);
      }
      return inserted == 1;
    });
  }

  private static void insertOrders(DSLContext in, PerformanceCancellation cancellation) {
    var order = ordersOf(cancellation.performanceId()).asTable("found");
    in.insertInto(
            PERFORMANCE_CANCELLATION_ORDER,
            PERFORMANCE_CANCELLATION_ORDER.PERFORMANCE_CANCELLATION_ID,
            PERFORMANCE_CANCELLATION_ORDER.ORDER_ID,
            PERFORMANCE_CANCELLATION_ORDER.CANCELLATION_ID,
            PERFORMANCE_CANCELLATION_ORDER.OUTCOME,
            PERFORMANCE_CANCELLATION_ORDER.DUE_AT,
            PERFORMANCE_CANCELLATION_ORDER.UPDATED_AT)
        .select(
            select(
                    val(cancellation.id()),
                    order.field(ORDER.ORDER_ID),
                    uuid(),
                    inline(OrderOutcome.OPEN.name()),
                    val(cancellation.startedAt(), PERFORMANCE_CANCELLATION_ORDER.DUE_AT),
                    val(cancellation.startedAt(), PERFORMANCE_CANCELLATION_ORDER.UPDATED_AT))
                .from(order))
        .execute();
  }

  /// Orders of the performance, orders of others with a good ticket for it, and those that are not
  /// paid yet, which all are on the work list.
  static Select<Record1<UUID>> ordersOf(UUID performanceId) {
    var ofPerformance =
        select(ORDER.ORDER_ID)
            .from(ORDER)
            .where(ORDER.PERFORMANCE_ID.eq(performanceId))
            .and(ORDER.STATE.in("PENDING", "CONFIRMED"));
    var withTicket =
        select(TICKET.ORDER_ID)
            .from(TICKET)
            .where(TICKET.PERFORMANCE_ID.eq(performanceId))
            .and(TICKET.STATE.ne("VOID"));
    var unpaid =
        select(WORK.ORDER_ID)
            .from(WORK)
            .join(ORDER_ITEM)
            .on(ORDER_ITEM.ORDER_ID.eq(WORK.ORDER_ID))
            .join(ORDER)
            .on(ORDER.ORDER_ID.eq(WORK.ORDER_ID))
            .where(ORDER_ITEM.PERFORMANCE_ID.eq(performanceId))
            .and(ORDER.STATE.eq("PENDING"));
    return ofPerformance.union(withTicket).union(unpaid);
  }

  /// All of them, for looking at.
  List<UUID> orders(UUID performanceId) {
    return sql.fetch(ordersOf(performanceId)).map(Record1::value1);
  }

  /// Takes orders that are due, each for one taker only, for as long as the lease: whoever dies
  /// leaves them to others then.
  List<Due> takeDue(int max) {
    var now = clock.instant();
    var row = PERFORMANCE_CANCELLATION_ORDER;
    var due =
        sql.select(row.CANCELLATION_ID)
            .from(row)
            .where(UNDECIDED)
            .and(row.DUE_AT.le(now))
            .orderBy(row.DUE_AT)
            .limit(max)
            .forUpdate()
            .skipLocked();
    var taken =
        sql.update(row)
            .set(row.DUE_AT, now.plus(lease))
            .set(row.UPDATED_AT, now)
            .where(row.CANCELLATION_ID.in(due))
            .returning(row.ORDER_ID, row.CANCELLATION_ID, row.PERFORMANCE_CANCELLATION_ID)
            .fetch();
    var of =
        taken.getValues(row.PERFORMANCE_CANCELLATION_ID).stream()
            .distinct()
            .collect(Collectors.toMap(id -> id, id -> find(id).orElseThrow()));
    return taken.map(each ->
        new Due(
            each.getOrderId(),
            each.getCancellationId(),
            Objects.requireNonNull(of.get(each.getPerformanceCancellationId()))));
  }

  /// What came of an order is final, but for one that waits, which is looked at again later.
  void store(Due due, OrderOutcome outcome, Duration again) {
    var now = clock.instant();
    var _ =
        sql.update(PERFORMANCE_CANCELLATION_ORDER)
            .set(PERFORMANCE_CANCELLATION_ORDER.OUTCOME, outcome.name())
            .set(PERFORMANCE_CANCELLATION_ORDER.DUE_AT, now.plus(again))
            .set(PERFORMANCE_CANCELLATION_ORDER.UPDATED_AT, now)
            .where(PERFORMANCE_CANCELLATION_ORDER.CANCELLATION_ID.eq(due.cancellationId()))
            .and(UNDECIDED)
            .execute();
  }

  /// Those whose last order is done.
  void finish() {
    var open =
        selectOne()
            .from(PERFORMANCE_CANCELLATION_ORDER)
            .where(
                PERFORMANCE_CANCELLATION_ORDER.PERFORMANCE_CANCELLATION_ID.eq(
                    PERFORMANCE_CANCELLATION.PERFORMANCE_CANCELLATION_ID))
            .and(UNDECIDED);
    var _ =
        sql.update(PERFORMANCE_CANCELLATION)
            .set(PERFORMANCE_CANCELLATION.STATE, DONE)
            .set(PERFORMANCE_CANCELLATION.FINISHED_AT, clock.instant())
            .where(PERFORMANCE_CANCELLATION.STATE.eq(inline(RUNNING)))
            .and(not(exists(open)))
            .execute();
  }
}
