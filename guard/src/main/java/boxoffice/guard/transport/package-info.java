/// What a gRPC server of ours takes from a peer before anybody looks at a call: sizes, connections,
/// calls at once, frames that only cost, requests that are none. The limits are in
/// [boxoffice.guard.transport.TransportSettings]; gRPC's own values are without bound, or meant for
/// peers that are trusted.
@NullMarked
package boxoffice.guard.transport;

import org.jspecify.annotations.NullMarked;
