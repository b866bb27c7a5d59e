/// Where the time goes: flight recordings of the services, reduced to their top frames and
/// allocation sites.
@NullMarked
package boxoffice.load.profile;

import org.jspecify.annotations.NullMarked;
