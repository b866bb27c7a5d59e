#!lua
-- Tells a pool how its performance sells now. Only forwards: what is older than what the pool knows changes nothing.
--
-- ARGV[1] epoch    ARGV[2] revision    ARGV[3] seat map id
-- ARGV[4] and on: fields of the pool's meta and their values, in turn: on_sale and off_sale (ms), open and orphans (1 or 0), per_hold, per_buyer
-- Reply: SET | NEWER (the pool is of this or a later revision; nothing was written) | REBUILDING
if not is_epoch(ARGV[1]) then return {'REBUILDING'} end
local known = redis.call('HMGET', META, 'revision', 'seat_map')
if known[1] and tonumber(known[1]) >= tonumber(ARGV[2]) then return {'NEWER'} end
if known[2] and known[2] ~= ARGV[3] then return {'REBUILDING'} end -- of one epoch there is one seat map
redis.call('HSET', META, 'revision', ARGV[2], 'seat_map', ARGV[3], unpack(ARGV, 4))
return {'SET'}
