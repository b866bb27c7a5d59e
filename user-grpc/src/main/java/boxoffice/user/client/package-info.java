/// Programs that may have tokens: services of ours, named in the settings, and those that admins
/// make for partners. A secret is shown when it is made and never again; a client has two at most,
/// so that it can change over.
@NullMarked
package boxoffice.user.client;

import org.jspecify.annotations.NullMarked;
