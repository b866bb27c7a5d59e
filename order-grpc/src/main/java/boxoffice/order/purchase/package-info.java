/// Buying: the saga of an order, from a hold to booked seats, and back.
///
/// [boxoffice.order.purchase.Step] decides what an order needs next, from nothing but the stored
/// order and the time; [boxoffice.order.purchase.Machine] decides what an answer makes of it.
/// [boxoffice.order.purchase.Saga] asks and stores, step by step, each result in one conditional
/// transaction; so a run may break off anywhere and another one, here or on another instance, goes
/// on from what is stored. A repeated request, a payment, a cancellation and the worker all start
/// such a run.
@NullMarked
package boxoffice.order.purchase;

import org.jspecify.annotations.NullMarked;
