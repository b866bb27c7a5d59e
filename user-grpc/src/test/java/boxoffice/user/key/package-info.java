/// Tests of signing keys that need to forge with them.
@NullMarked
package boxoffice.user.key;

import org.jspecify.annotations.NullMarked;
