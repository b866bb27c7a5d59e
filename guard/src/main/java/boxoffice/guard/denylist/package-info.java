/// Tokens that are refused before they expire: each process holds the list in memory, so that no
/// call pays for it, and follows it in Redis, or asks user-grpc while Redis cannot be believed.
@NullMarked
package boxoffice.guard.denylist;

import org.jspecify.annotations.NullMarked;
