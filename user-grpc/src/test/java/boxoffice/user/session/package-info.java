/// Tests of sessions that need no service.
@NullMarked
package boxoffice.user.session;

import org.jspecify.annotations.NullMarked;
