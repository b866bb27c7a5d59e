#!lua
-- Tells a pool how its performance sells now. Only forwards: what is older than what the pool knows changes nothing.
--
-- ARGV[1] epoch          ARGV[2] revision     ARGV[3] open, 1 or 0    ARGV[4] on sale, ms    ARGV[5] off sale, ms
-- ARGV[6] seats per hold ARGV[7] per buyer    ARGV[8] seat map id
-- Reply: SET | NEWER (the pool is of this or a later revision; nothing was written) | REBUILDING
if not is_epoch(ARGV[1]) then return {'REBUILDING'} end
local known = redis.call('HMGET', META, 'revision', 'seat_map')
if known[1] and tonumber(known[1]) >= tonumber(ARGV[2]) then return {'NEWER'} end
if known[2] and known[2] ~= ARGV[8] then return {'REBUILDING'} end -- of one epoch there is one seat map
redis.call('HSET', META, 'revision', ARGV[2], 'open', ARGV[3], 'on_sale', ARGV[4], 'off_sale', ARGV[5],
  'per_hold', ARGV[6], 'per_buyer', ARGV[7], 'seat_map', ARGV[8])
return {'SET'}
