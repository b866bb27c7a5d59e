/// Organisations: who owns venues, events and what is sold. For organisers; inventory-grpc checks
/// role and membership.
@NullMarked
package boxoffice.edge.organisation;

import org.jspecify.annotations.NullMarked;
