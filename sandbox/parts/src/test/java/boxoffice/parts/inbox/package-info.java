@NullMarked
package boxoffice.parts.inbox;

import org.jspecify.annotations.NullMarked;
