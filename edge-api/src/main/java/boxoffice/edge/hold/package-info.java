/// Holding seats for a short time, reading and giving back a hold. Somebody else's hold is not
/// found.
@NullMarked
package boxoffice.edge.hold;

import org.jspecify.annotations.NullMarked;
