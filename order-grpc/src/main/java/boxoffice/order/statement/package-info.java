/// What partners owe: their accounts, read by month. The entries are written by whatever confirms
/// or cancels an order; see ADR 72.
@NullMarked
package boxoffice.order.statement;

import org.jspecify.annotations.NullMarked;
