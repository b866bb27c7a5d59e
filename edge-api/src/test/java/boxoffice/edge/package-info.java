/// The edge over real HTTP: what it refuses by itself, and what it makes of services that are away.
@NullMarked
package boxoffice.edge;

import org.jspecify.annotations.NullMarked;
