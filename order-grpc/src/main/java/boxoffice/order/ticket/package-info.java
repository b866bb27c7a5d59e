/// Tickets: what a buyer shows at the door.
///
/// A ticket's id is public; its code is not. The code holds the ticket's secret and is signed, so a
/// door that has only the public key can tell a made-up code without asking anybody. Tickets are
/// written by the purchase, in the transaction that confirms the order; here they are read.
@NullMarked
package boxoffice.order.ticket;

import org.jspecify.annotations.NullMarked;
