/// See the package of the same name in the sources.
@NullMarked
package boxoffice.load.floor;

import org.jspecify.annotations.NullMarked;
