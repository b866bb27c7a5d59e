/// Registering, proving the address, forgotten passwords, and the caller's own account. The answers
/// never tell whether an address is known: user-grpc sees to it, the edge adds nothing.
@NullMarked
package boxoffice.edge.account;

import org.jspecify.annotations.NullMarked;
