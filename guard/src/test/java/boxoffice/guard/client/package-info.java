/// The own token, over a real connection.
@NullMarked
package boxoffice.guard.client;

import org.jspecify.annotations.NullMarked;
