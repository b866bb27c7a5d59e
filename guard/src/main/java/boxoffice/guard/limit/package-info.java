/// How often somebody may do something: token buckets in Redis, shared by all processes. Other
/// packages use [boxoffice.guard.limit.RateLimits] where nobody may pass uncounted, and
/// [boxoffice.guard.limit.OpenRateLimits] elsewhere.
@NullMarked
package boxoffice.guard.limit;

import org.jspecify.annotations.NullMarked;
