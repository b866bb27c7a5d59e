package boxoffice.order.attendee;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.TICKET;
import static org.jooq.impl.DSL.noCondition;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Reads good tickets of a performance, along the index that keeps a seat from being sold twice.
final class AttendeeStore {
  private final DSLContext sql;

  AttendeeStore(DSLContext sql) {
    this.sql = sql;
  }

  /// By seat id.
  ///
  /// @param after the last seat of the page before; null for the first page
  List<Attendee> list(UUID performanceId, @Nullable UUID after, int max) {
    return sql.select(TICKET.fields())
        .select(ORDER.ORDER_CODE, ORDER.BUYER_ID, ORDER.COMPLIMENTARY_REASON)
        .select(ORDER_ITEM.CATEGORY, ORDER_ITEM.TICKET_TYPE)
        .from(TICKET)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(TICKET.ORDER_ID))
        .join(ORDER_ITEM)
        .on(ORDER_ITEM.ORDER_ID.eq(TICKET.ORDER_ID).and(ORDER_ITEM.POSITION.eq(TICKET.POSITION)))
        .where(TICKET.PERFORMANCE_ID.eq(performanceId))
        .and(TICKET.STATE.ne("VOID"))
        .and(after == null ? noCondition() : TICKET.SEAT_ID.gt(after))
        .orderBy(TICKET.SEAT_ID)
        .limit(max)
        .fetch(AttendeeStore::attendee);
  }

  private static Attendee attendee(Record row) {
    return new Attendee(
        row.get(TICKET.TICKET_ID),
        row.get(ORDER.ORDER_CODE),
        row.get(ORDER.BUYER_ID),
        new Attendee.Seat(
            row.get(TICKET.SEAT_ID),
            row.get(TICKET.SECTION),
            row.get(TICKET.ROW_LABEL),
            row.get(TICKET.NUMBER)),
        row.get(ORDER_ITEM.CATEGORY),
        row.get(ORDER_ITEM.TICKET_TYPE),
        row.get(TICKET.STATE),
        row.get(ORDER.COMPLIMENTARY_REASON) != null,
        row.get(TICKET.ISSUED_AT));
  }
}
