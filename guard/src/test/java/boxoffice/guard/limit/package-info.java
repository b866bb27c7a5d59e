/// Limits in a real Redis.
@NullMarked
package boxoffice.guard.limit;

import org.jspecify.annotations.NullMarked;
