/// The tickets of an order, codes included: never cached, never logged. Only the buyer sees them.
@NullMarked
package boxoffice.edge.ticket;

import org.jspecify.annotations.NullMarked;
