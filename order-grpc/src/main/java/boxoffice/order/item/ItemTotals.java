package boxoffice.order.item;

import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import org.jooq.Field;

/// What stored items come to, in minor units, for sums in SQL.
public final class ItemTotals {
  public static final Field<Long> TOTAL_MINOR =
      ORDER_ITEM
          .AMOUNT_MINOR
          .plus(ORDER_ITEM.BOOKING_FEE_MINOR)
          .times(ORDER_ITEM.QUANTITY)
          .plus(when(ORDER_ITEM.TAX_ON_TOP, ORDER_ITEM.TAX_MINOR).otherwise(inline(0L)));

  public static final Field<Long> FEES_MINOR =
      ORDER_ITEM.BOOKING_FEE_MINOR.times(ORDER_ITEM.QUANTITY);

  private ItemTotals() {}
}
