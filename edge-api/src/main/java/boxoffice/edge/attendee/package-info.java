/// Who may come to a performance, as a table for its organiser.
@NullMarked
package boxoffice.edge.attendee;

import org.jspecify.annotations.NullMarked;
