/// What several packages know of an order: its code, and what its items come to.
@NullMarked
package boxoffice.order.item;

import org.jspecify.annotations.NullMarked;
