/// Buying what a hold has, paying again after a decline, reading orders. An answer that takes too
/// long is a 202: the order is polled until it is no longer pending.
@NullMarked
package boxoffice.edge.order;

import org.jspecify.annotations.NullMarked;
