/// Who may come to a performance, as its organiser sees it.
@NullMarked
package boxoffice.order.attendee;

import org.jspecify.annotations.NullMarked;
