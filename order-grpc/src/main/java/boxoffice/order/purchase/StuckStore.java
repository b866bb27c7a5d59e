package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.WORK;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.order.audit.Act;
import boxoffice.order.audit.AuditLog;
import boxoffice.order.item.OrderCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Which orders a person must look at, beside what an order knows of itself.
final class StuckStore {
  private final DSLContext sql;
  private final WorkStore work;
  private final AuditLog log;

  StuckStore(DSLContext sql, WorkStore work, AuditLog log) {
    this.sql = sql;
    this.work = work;
    this.log = log;
  }

  /// @param due null when nothing is left to do
  record Row(UUID orderId, String code, boolean stuck, int tries, @Nullable Instant due) {}

  /// Those that are stuck, the oldest first.
  ///
  /// @param after the last one of the page before; null for the first page
  List<Row> list(OrderStore.@Nullable Key after, int max) {
    return fetch(
        condition(ORDER.STUCK)
            .and(
                after == null
                    ? noCondition()
                    : row(ORDER.CREATED_AT, ORDER.ORDER_ID).gt(after.createdAt(), after.orderId())),
        max);
  }

  /// Stuck or not.
  Row find(UUID orderId) {
    return fetch(ORDER.ORDER_ID.eq(orderId), 1).getFirst();
  }

  private List<Row> fetch(Condition which, int max) {
    return sql.select(ORDER.ORDER_ID, ORDER.ORDER_CODE, ORDER.STUCK, WORK.TRIES, WORK.DUE_AT)
        .from(ORDER)
        .leftJoin(WORK)
        .on(WORK.ORDER_ID.eq(ORDER.ORDER_ID))
        .where(which)
        .orderBy(ORDER.CREATED_AT, ORDER.ORDER_ID)
        .limit(max)
        .fetch(found -> {
          var due = found.get(WORK.DUE_AT);
          return new Row(
              found.get(ORDER.ORDER_ID),
              OrderCode.display(found.get(ORDER.ORDER_CODE)),
              found.get(ORDER.STUCK),
              due == null ? 0 : found.get(WORK.TRIES),
              due);
        });
  }

  /// What it needs next is due now. Whoever works on it looks once more.
  void wake(Act act, UUID orderId) {
    log.once(act, in -> work.wake(in, orderId).execute() == 1);
  }

  /// Nobody must look any more, unless the order has changed meanwhile.
  void unstick(Act act, Order order) {
    log.once(
        act,
        in ->
            in.update(ORDER)
                    .set(ORDER.STUCK, false)
                    .where(ORDER.ORDER_ID.eq(order.id()))
                    .and(ORDER.VERSION.eq(order.version()))
                    .and(ORDER.STUCK)
                    .execute()
                == 1);
  }
}
