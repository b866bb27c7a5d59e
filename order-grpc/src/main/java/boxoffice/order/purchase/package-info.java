/// Buying: the saga of an order, from a hold to booked seats.
///
/// [boxoffice.order.purchase.Step] decides what an order needs next, from nothing but the stored
/// order and the time. [boxoffice.order.purchase.Saga] does it, step by step, and each result is
/// one conditional update; so a run may break off anywhere and another one, here or on another
/// instance, goes on from what is stored. A repeated request, a payment and the worker all start
/// such a run.
@NullMarked
package boxoffice.order.purchase;

import org.jspecify.annotations.NullMarked;
