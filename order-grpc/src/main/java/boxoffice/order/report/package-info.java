/// What performances earned, added up from payments.
@NullMarked
package boxoffice.order.report;

import org.jspecify.annotations.NullMarked;
