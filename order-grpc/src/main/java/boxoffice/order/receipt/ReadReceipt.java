package boxoffice.order.receipt;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.RECEIPT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import boxoffice.order.item.ItemTotals;
import boxoffice.order.item.OrderCode;
import boxoffice.wire.WireException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;

/// Reads the receipt of a buyer's order: the snapshot in its items, added up by rate of tax.
final class ReadReceipt {
  private static final Field<List<Tax>> TAXES =
      multiset(
              select(
                      ORDER_ITEM.TAX_BASIS_POINTS,
                      sum(ItemTotals.TOTAL_MINOR),
                      sum(ORDER_ITEM.TAX_MINOR))
                  .from(ORDER_ITEM)
                  .where(ORDER_ITEM.ORDER_ID.eq(RECEIPT.ORDER_ID))
                  .groupBy(ORDER_ITEM.TAX_BASIS_POINTS)
                  .orderBy(ORDER_ITEM.TAX_BASIS_POINTS))
          .convertFrom(rates -> rates.map(ReadReceipt::tax));

  private final DSLContext sql;

  ReadReceipt(DSLContext sql) {
    this.sql = sql;
  }

  /// What was paid at one rate, in minor units.
  record Tax(int basisPoints, long netMinor, long taxMinor) {}

  /// @param organisationId null for nobody's
  /// @param taxes by rate
  record Receipt(
      long number,
      @Nullable UUID organisationId,
      UUID orderId,
      String orderCode,
      Instant issuedAt,
      List<Tax> taxes,
      long totalMinor,
      String currency) {
    Receipt {
      taxes = List.copyOf(taxes);
    }
  }

  /// @throws WireException NOT_FOUND for an order that is not the buyer's or has no receipt
  Receipt read(UUID buyerId, UUID orderId) {
    return sql.select(
            RECEIPT.NUMBER,
            RECEIPT.ISSUED_AT,
            ORDER.ORGANISATION_ID,
            ORDER.ORDER_CODE,
            ORDER.TOTAL_MINOR,
            ORDER.CURRENCY,
            TAXES)
        .from(RECEIPT)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(RECEIPT.ORDER_ID))
        .where(RECEIPT.ORDER_ID.eq(orderId))
        .and(ORDER.BUYER_ID.eq(buyerId))
        .fetchOptional(row ->
            new Receipt(
                row.value1(),
                row.value3(),
                orderId,
                OrderCode.display(row.value4()),
                row.value2(),
                row.value7(),
                row.value5(),
                row.value6()))
        .orElseThrow(() -> WireException.notFound("receipt"));
  }

  private static Tax tax(Record3<Integer, BigDecimal, BigDecimal> row) {
    var tax = row.value3().longValueExact();
    return new Tax(row.value1(), row.value2().longValueExact() - tax, tax);
  }
}
