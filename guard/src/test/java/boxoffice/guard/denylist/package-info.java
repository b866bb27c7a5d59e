/// The denylist against a real Redis and a source that does as it is told.
@NullMarked
package boxoffice.guard.denylist;

import org.jspecify.annotations.NullMarked;
