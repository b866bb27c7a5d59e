/// Running Lua scripts on Redis: finding, loading and calling them, and saying whether a call that
/// failed may have had an effect. Fails closed: without Redis nothing is claimed.
@NullMarked
package boxoffice.inventory.redis;

import org.jspecify.annotations.NullMarked;
