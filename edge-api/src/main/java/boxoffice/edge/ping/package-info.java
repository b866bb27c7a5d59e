/// The empty call to each service behind the edge, for clients that try their token and for
/// measuring what the edge itself costs.
@NullMarked
package boxoffice.edge.ping;

import org.jspecify.annotations.NullMarked;
