/// Signing in with address and password for an access token. Answers carry secrets and are never
/// cached.
@NullMarked
package boxoffice.edge.session;

import org.jspecify.annotations.NullMarked;
