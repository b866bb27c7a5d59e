/// Tests of taking turns.
@NullMarked
package boxoffice.user.password;

import org.jspecify.annotations.NullMarked;
