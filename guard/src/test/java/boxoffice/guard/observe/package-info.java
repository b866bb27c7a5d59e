@NullMarked
package boxoffice.guard.observe;

import org.jspecify.annotations.NullMarked;
