/// What order-grpc asks inventory-grpc in the name of whoever calls, and what it makes of its
/// failures.
@NullMarked
package boxoffice.order.inventory;

import org.jspecify.annotations.NullMarked;
