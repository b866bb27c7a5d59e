/// Performances and what is free in them, for everybody to read. Creating one is for organisers;
/// inventory-grpc checks the role.
@NullMarked
package boxoffice.edge.performance;

import org.jspecify.annotations.NullMarked;
