/// Events of an organisation. For organisers; inventory-grpc checks role and membership.
@NullMarked
package boxoffice.edge.event;

import org.jspecify.annotations.NullMarked;
