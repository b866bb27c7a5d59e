/// The Redis of limits and of the denylist: where it is, and how one script is run on it. It may be
/// the claims' Redis or another one.
@NullMarked
package boxoffice.guard.redis;

import org.jspecify.annotations.NullMarked;
