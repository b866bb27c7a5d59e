@NullMarked
package boxoffice.parts.process;

import org.jspecify.annotations.NullMarked;
