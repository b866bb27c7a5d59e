package boxoffice.order.ticket;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.TICKET;

import boxoffice.db.orders.tables.records.TicketRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Reads tickets.
final class TicketStore {
  private final DSLContext sql;

  TicketStore(DSLContext sql) {
    this.sql = sql;
  }

  /// The tickets of a buyer's order by position.
  ///
  /// @param after the position before the first one wanted, -1 for all
  /// @return empty when the order is not this buyer's; an empty list when it has none
  Optional<List<IssuedTicket>> find(UUID orderId, UUID buyerId, int after, int max) {
    var rows =
        sql.select(ORDER.ORDER_ID)
            .select(TICKET.fields())
            .from(ORDER)
            .leftJoin(TICKET)
            .on(TICKET.ORDER_ID.eq(ORDER.ORDER_ID).and(TICKET.POSITION.gt(after)))
            .where(ORDER.ORDER_ID.eq(orderId))
            .and(ORDER.BUYER_ID.eq(buyerId))
            .orderBy(TICKET.POSITION)
            .limit(max)
            .fetch();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        rows.stream()
            .filter(row -> row.get(TICKET.TICKET_ID) != null)
            .map(row -> toTicket(row.into(TICKET)))
            .toList());
  }

  private static IssuedTicket toTicket(TicketRecord row) {
    var seat =
        new IssuedTicket.Seat(
            row.getSeatId(), row.getSection(), row.getRowLabel(), row.getNumber());
    return new IssuedTicket(
        row.getTicketId(),
        row.getOrderId(),
        row.getPosition(),
        row.getPerformanceId(),
        seat,
        row.getState(),
        TicketSecret.of(row.getSecret()),
        row.getIssuedAt());
  }
}
