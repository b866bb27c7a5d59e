@NullMarked
package boxoffice.parts.redis;

import org.jspecify.annotations.NullMarked;
