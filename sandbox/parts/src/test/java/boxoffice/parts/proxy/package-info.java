@NullMarked
package boxoffice.parts.proxy;

import org.jspecify.annotations.NullMarked;
