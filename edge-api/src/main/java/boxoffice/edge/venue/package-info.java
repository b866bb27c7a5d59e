/// Venues of an organisation. For organisers; inventory-grpc checks role and membership.
@NullMarked
package boxoffice.edge.venue;

import org.jspecify.annotations.NullMarked;
