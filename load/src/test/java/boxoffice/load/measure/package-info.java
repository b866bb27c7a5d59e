/// See the package of the same name in the sources.
@NullMarked
package boxoffice.load.measure;

import org.jspecify.annotations.NullMarked;
