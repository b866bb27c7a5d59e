/// Sessions of people: signing in starts one, a refresh token keeps it, ending it is final.
///
/// An unknown address and a wrong password look and cost the same. A refresh token works once, and
/// follows from the one before it ([boxoffice.user.session.RefreshToken]). Other packages end
/// sessions with [boxoffice.user.session.EndSessions]; [boxoffice.user.session.Sessions] starts
/// many without passwords, for a sandbox.
@NullMarked
package boxoffice.user.session;

import org.jspecify.annotations.NullMarked;
