@NullMarked
package boxoffice.guard.boot;

import org.jspecify.annotations.NullMarked;
