/// The real Redis of the tests.
@NullMarked
package boxoffice.guard.redis;

import org.jspecify.annotations.NullMarked;
