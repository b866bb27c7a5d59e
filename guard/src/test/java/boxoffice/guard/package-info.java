/// Tests of the guard: a real server on a real port, with handlers that do what a test says.
@NullMarked
package boxoffice.guard;

import org.jspecify.annotations.NullMarked;
