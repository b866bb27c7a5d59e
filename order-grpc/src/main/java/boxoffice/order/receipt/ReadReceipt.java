package boxoffice.order.receipt;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.RECEIPT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import boxoffice.order.item.ItemTotals;
import boxoffice.order.item.OrderCode;
import boxoffice.wire.WireException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.exception.IntegrityConstraintViolationException;
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

  /// Money that was found beside it was never the order's.
  private static final Field<BigDecimal> REFUNDED =
      field(
          select(sum(PAYMENT_ATTEMPT.REFUNDED_MINOR))
              .from(PAYMENT_ATTEMPT)
              .where(PAYMENT_ATTEMPT.ORDER_ID.eq(RECEIPT.ORDER_ID))
              .and(PAYMENT_ATTEMPT.STATE.eq("PAID")));

  private static final Condition PAID =
      ORDER
          .STATE
          .in("CONFIRMED", "CANCELLED")
          .and(ORDER.PAYMENT_STATE.in("PAID", "PARTIALLY_REFUNDED", "REFUNDED"));

  private final DSLContext sql;
  private final ReceiptNumbers numbers;

  ReadReceipt(DSLContext sql, ReceiptNumbers numbers) {
    this.sql = sql;
    this.numbers = numbers;
  }

  /// What was paid at one rate, in minor units.
  record Tax(int basisPoints, long netMinor, long taxMinor) {}

  /// @param organisationId null for nobody's
  /// @param taxes by rate
  /// @param refundedMinor what was given back since
  record Receipt(
      long number,
      @Nullable UUID organisationId,
      UUID orderId,
      String orderCode,
      Instant issuedAt,
      List<Tax> taxes,
      long totalMinor,
      long refundedMinor,
      String currency) {
    Receipt {
      taxes = List.copyOf(taxes);
    }
  }

  /// Numbers it when it is asked for the first time.
  ///
  /// @throws WireException NOT_FOUND for an order that is not the buyer's or was not paid
  Receipt read(UUID buyerId, UUID orderId) {
    return find(buyerId, orderId)
        .or(() -> issue(buyerId, orderId))
        .orElseThrow(() -> WireException.notFound("receipt"));
  }

  private Optional<Receipt> issue(UUID buyerId, UUID orderId) {
    var paid =
        sql.select(ORDER.ORGANISATION_ID)
            .from(ORDER)
            .where(ORDER.ORDER_ID.eq(orderId))
            .and(ORDER.BUYER_ID.eq(buyerId))
            .and(PAID)
            .fetchOptional();
    if (paid.isEmpty()) {
      return Optional.empty();
    }
    var organisation = paid.get().value1();
    try {
      sql.transaction(
          transaction -> numbers.next(transaction.dsl(), orderId, organisation).execute());
    } catch (IntegrityConstraintViolationException _) {
      // asked for twice at the same moment: the other number stands, this one was never given
    }
    return find(buyerId, orderId);
  }

  private Optional<Receipt> find(UUID buyerId, UUID orderId) {
    return sql.select(
            RECEIPT.NUMBER,
            RECEIPT.ISSUED_AT,
            ORDER.ORGANISATION_ID,
            ORDER.ORDER_CODE,
            ORDER.TOTAL_MINOR,
            ORDER.CURRENCY,
            TAXES,
            REFUNDED)
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
                row.value8().longValueExact(),
                row.value6()));
  }

  private static Tax tax(Record3<Integer, BigDecimal, BigDecimal> row) {
    var tax = row.value3().longValueExact();
    return new Tax(row.value1(), row.value2().longValueExact() - tax, tax);
  }
}
