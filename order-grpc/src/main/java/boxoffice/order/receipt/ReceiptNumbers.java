package boxoffice.order.receipt;

import static boxoffice.db.orders.Tables.RECEIPT;
import static boxoffice.db.orders.Tables.RECEIPT_SERIES;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/// Gives an order that is paid the next receipt number of its organisation.
///
/// Whoever numbers a receipt holds the organisation's row until it commits, and others wait: it has
/// no place in a transaction of a rush. What is rolled back leaves no gap.
final class ReceiptNumbers {
  /// The series of performances that are no organisation's.
  static final UUID NOBODYS = new UUID(0, 0);

  private final Clock clock;

  ReceiptNumbers(Clock clock) {
    this.clock = clock;
  }

  /// @param organisationId null for nobody's
  Query next(DSLContext in, UUID orderId, @Nullable UUID organisationId) {
    var series = Objects.requireNonNullElse(organisationId, NOBODYS);
    var number = field(name("numbered", "number"), Long.class);
    var numbered =
        name("numbered")
            .fields("number")
            .as(
                insertInto(RECEIPT_SERIES)
                    .set(RECEIPT_SERIES.ORGANISATION_ID, series)
                    .set(RECEIPT_SERIES.LAST_NUMBER, 1L)
                    .onConflict(RECEIPT_SERIES.ORGANISATION_ID)
                    .doUpdate()
                    .set(RECEIPT_SERIES.LAST_NUMBER, RECEIPT_SERIES.LAST_NUMBER.plus(1))
                    .returningResult(RECEIPT_SERIES.LAST_NUMBER));
    return in.with(numbered)
        .insertInto(
            RECEIPT, RECEIPT.ORDER_ID, RECEIPT.ORGANISATION_ID, RECEIPT.NUMBER, RECEIPT.ISSUED_AT)
        .select(
            select(
                    val(orderId, RECEIPT.ORDER_ID),
                    val(series, RECEIPT.ORGANISATION_ID),
                    number,
                    val(clock.instant(), RECEIPT.ISSUED_AT))
                .from(numbered));
  }
}
