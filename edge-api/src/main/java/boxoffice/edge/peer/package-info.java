/// The services behind the edge: a channel for each, the stubs the controllers call, and the
/// distinction between a call that certainly did nothing and one of which nobody knows.
@NullMarked
package boxoffice.edge.peer;

import org.jspecify.annotations.NullMarked;
