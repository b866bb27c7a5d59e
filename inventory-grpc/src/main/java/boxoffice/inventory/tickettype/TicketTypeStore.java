package boxoffice.inventory.tickettype;

import static boxoffice.db.inventory.Tables.TICKET_TYPE;

import boxoffice.db.inventory.tables.records.TicketTypeRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.performance.TicketType;
import boxoffice.inventory.price.Price;
import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Ticket types in PostgreSQL. Who writes has locked the performance.
final class TicketTypeStore {
  /// A ticket type with what it was last changed by, and made by.
  record Known(TicketType type, Change.Last lastChange, ByteString requestHash) {}

  void insert(DSLContext inside, TicketType type, Change change) {
    inside
        .insertInto(TICKET_TYPE)
        .set(TICKET_TYPE.TICKET_TYPE_ID, type.ticketTypeId())
        .set(TICKET_TYPE.PERFORMANCE_ID, type.performanceId())
        .set(TICKET_TYPE.CATEGORY, type.category())
        .set(TICKET_TYPE.DISPLAY_NAME, type.displayName())
        .set(TICKET_TYPE.AMOUNT_MINOR, type.price().amountMinor())
        .set(TICKET_TYPE.BOOKING_FEE_MINOR, type.price().bookingFeeMinor())
        .set(TICKET_TYPE.TAX_BASIS_POINTS, type.price().taxBasisPoints())
        .set(TICKET_TYPE.TAX_ON_TOP, type.price().taxOnTop())
        .set(TICKET_TYPE.ON_SALE_AT, type.window().onSale())
        .set(TICKET_TYPE.OFF_SALE_AT, type.window().offSale())
        .set(TICKET_TYPE.PER_ORDER_LIMIT, type.perOrderLimit())
        .set(TICKET_TYPE.PER_BUYER_LIMIT, type.perBuyerLimit())
        .set(TICKET_TYPE.POSITION, count(inside, type))
        .set(TICKET_TYPE.LAST_CHANGE_ID, change.id())
        .set(TICKET_TYPE.LAST_CHANGE_HASH, change.hashBytes())
        .set(TICKET_TYPE.REQUEST_HASH, change.hashBytes())
        .execute();
  }

  private static int count(DSLContext inside, TicketType type) {
    return inside.fetchCount(
        TICKET_TYPE,
        TICKET_TYPE.PERFORMANCE_ID.eq(type.performanceId()),
        TICKET_TYPE.CATEGORY.eq(type.category()));
  }

  void update(DSLContext inside, TicketType type, Change change) {
    inside
        .update(TICKET_TYPE)
        .set(TICKET_TYPE.DISPLAY_NAME, type.displayName())
        .set(TICKET_TYPE.AMOUNT_MINOR, type.price().amountMinor())
        .set(TICKET_TYPE.BOOKING_FEE_MINOR, type.price().bookingFeeMinor())
        .set(TICKET_TYPE.TAX_BASIS_POINTS, type.price().taxBasisPoints())
        .set(TICKET_TYPE.TAX_ON_TOP, type.price().taxOnTop())
        .set(TICKET_TYPE.ON_SALE_AT, type.window().onSale())
        .set(TICKET_TYPE.OFF_SALE_AT, type.window().offSale())
        .set(TICKET_TYPE.PER_ORDER_LIMIT, type.perOrderLimit())
        .set(TICKET_TYPE.PER_BUYER_LIMIT, type.perBuyerLimit())
        .set(TICKET_TYPE.WITHDRAWN, type.withdrawn())
        .set(TICKET_TYPE.REVISION, TICKET_TYPE.REVISION.plus(1))
        .set(TICKET_TYPE.LAST_CHANGE_ID, change.id())
        .set(TICKET_TYPE.LAST_CHANGE_HASH, change.hashBytes())
        .where(TICKET_TYPE.TICKET_TYPE_ID.eq(type.ticketTypeId()))
        .execute();
  }

  Optional<Known> find(DSLContext inside, UUID id) {
    return inside
        .selectFrom(TICKET_TYPE)
        .where(TICKET_TYPE.TICKET_TYPE_ID.eq(id))
        .fetchOptional(TicketTypeStore::known);
  }

  private static Known known(TicketTypeRecord row) {
    var type =
        new TicketType(
            row.getTicketTypeId(),
            row.getPerformanceId(),
            row.getCategory(),
            row.getDisplayName(),
            new Price(
                row.getAmountMinor(),
                row.getBookingFeeMinor(),
                row.getTaxBasisPoints(),
                row.getTaxOnTop()),
            new TicketType.Window(row.getOnSaleAt(), row.getOffSaleAt()),
            row.getPerOrderLimit(),
            row.getPerBuyerLimit(),
            row.getWithdrawn(),
            row.getRevision());
    return new Known(
        type,
        Change.Last.of(row.getLastChangeId(), row.getLastChangeHash()),
        ByteString.copyFrom(row.getRequestHash()));
  }
}
