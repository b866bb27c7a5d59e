/// Sessions of people: signing in gives a session and its first access token. An unknown address
/// and a wrong password look and cost the same. [boxoffice.user.session.Sessions] starts many
/// without passwords, for a sandbox.
@NullMarked
package boxoffice.user.session;

import org.jspecify.annotations.NullMarked;
