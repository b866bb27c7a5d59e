/// Programs that may have tokens: services of ours for now, named in the settings.
@NullMarked
package boxoffice.user.client;

import org.jspecify.annotations.NullMarked;
