/// Problem documents on their own. What they look like over HTTP is tested with the running edge.
@NullMarked
package boxoffice.edge.problem;

import org.jspecify.annotations.NullMarked;
