/// order-grpc: orders, payments and tickets.
///
/// [boxoffice.order.OrderApplication] starts it. What it does is in the packages below, one for
/// each noun: `purchase` is the saga that buys, `payment` the provider, `ticket` what the door
/// scans, `mail` what buyers are told.
@NullMarked
package boxoffice.order;

import org.jspecify.annotations.NullMarked;
