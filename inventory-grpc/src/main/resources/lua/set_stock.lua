#!lua
-- Tells a product's pool what PostgreSQL says of its stock, and that a hold is over for this pool: an order has its units
-- now, which PostgreSQL counts, or nobody. Of two pieces of news the older one changes nothing.
--
-- ARGV[1] epoch    ARGV[2] total    ARGV[3] committed: reserved and sold    ARGV[4] version of the stock
-- ARGV[5] hold id, or empty         ARGV[6] its fence's sequence
-- Reply: SET | REBUILDING
local epoch, id = ARGV[1], ARGV[5]
if not is_epoch(epoch) then return {'REBUILDING'} end
if tonumber(ARGV[4]) > tonumber(redis.call('HGET', META, 'version')) then
  redis.call('HSET', META, 'total', ARGV[2], 'committed', ARGV[3], 'version', ARGV[4])
end
local hold = id ~= '' and load_hold(id)
if hold and hold[TOKEN] == tonumber(ARGV[6]) then retire(epoch, id, hold, now_millis()) end
return {'SET'}
