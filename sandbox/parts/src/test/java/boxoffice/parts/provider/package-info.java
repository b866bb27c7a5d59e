@NullMarked
package boxoffice.parts.provider;

import org.jspecify.annotations.NullMarked;
