/// The public keys that access tokens are verified with, for whoever is outside.
@NullMarked
package boxoffice.edge.key;

import org.jspecify.annotations.NullMarked;
