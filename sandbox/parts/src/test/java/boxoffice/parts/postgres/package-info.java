@NullMarked
package boxoffice.parts.postgres;

import org.jspecify.annotations.NullMarked;
