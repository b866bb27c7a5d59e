/// What happens to every request before its controller: its body is limited and read strictly, its
/// token is verified, its idempotency key becomes the request id of the RPC.
/// [boxoffice.edge.request.PublicRoutes] is the one place that says what needs no token.
@NullMarked
package boxoffice.edge.request;

import org.jspecify.annotations.NullMarked;
