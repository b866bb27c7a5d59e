/// Holds: the rush ends here. One Lua script claims all seats of a hold or none, in one round trip.
///
/// A *pool* is what Redis knows of one performance: nine keys under one hash tag
/// ([boxoffice.inventory.hold.PoolKeys]). Every rule of a claim stands in `resources/lua/`:
/// `claim.lua` and, for what the scripts share, `pool.lua`. The classes here only say what to claim
/// ([boxoffice.inventory.hold.PlaceHold]), call the scripts ([boxoffice.inventory.hold.Pool]) and
/// write a pool from the truth ([boxoffice.inventory.hold.BuildPool]).
@NullMarked
package boxoffice.inventory.hold;

import org.jspecify.annotations.NullMarked;
