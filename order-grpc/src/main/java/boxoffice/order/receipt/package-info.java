/// Receipts of what was paid. An organisation's are numbered without a gap, in the transaction that
/// confirms the order; see ADR 57.
@NullMarked
package boxoffice.order.receipt;

import org.jspecify.annotations.NullMarked;
