#!lua
-- Claims units of a product for one hold, all of them or none.
--
-- ARGV[1] epoch          ARGV[2] hold id           ARGV[3] buyer id        ARGV[4] how long it lasts, ms
-- ARGV[5] margin, ms     ARGV[6] not after, ms     ARGV[7] request hash    ARGV[8] quote, opaque
-- ARGV[9] units          ARGV[10] how many one buyer may hold, 0 for any number
-- ARGV[11] on sale, ms   ARGV[12] off sale, ms     ARGV[13] open, 1 or 0
-- Reply as claim.lua's: HELD ... | ENDED | REUSED | NOT_ENOUGH 1 available due | LIMIT_BUYER limit owned
--   NOT_ON_SALE on off open | BUSY | REBUILDING | LATE
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
local lasts, margin, not_after = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local request, quote, units, per_buyer = ARGV[7], ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])
local now = now_millis()
if now > not_after then return {'LATE'} end
if not is_epoch(epoch) then return {'REBUILDING'} end
local more_due = retire_due(epoch, now)

local known = load_hold(id)
if known then
  if known[REQUEST] ~= request then return {'REUSED'} end
  if is_over(known, now) then return {'ENDED'} end
  return say('HELD', known)
end
if has_ended(id, buyer) then return {'ENDED'} end
if ARGV[13] ~= '1' or now < tonumber(ARGV[11]) or now >= tonumber(ARGV[12]) then
  return {'NOT_ON_SALE', ARGV[11], ARGV[12], ARGV[13] == '1' and 1 or 0}
end

local stock = redis.call('HMGET', META, 'total', 'committed', 'held')
local available = stock[1] - stock[2] - stock[3]
if available < units then
  return more_due and {'BUSY'} or {'NOT_ENOUGH', 1, math.max(available, 0), tonumber(stock[3]) > 0 and 1 or 0}
end
local owned = tonumber(redis.call('HGET', BUYERS, buyer) or 0)
if per_buyer > 0 and owned + units > per_buyer then
  return more_due and {'BUSY'} or {'LIMIT_BUYER', per_buyer, owned}
end

local deadline = now + lasts
redis.call('HINCRBY', META, 'held', units)
count(buyer, units)
local token = next_change(epoch, 'take', {units})
local hold = {CLAIMED, token, buyer, deadline, request, quote, {}, {}, '', 0, now, 0, {}, units, ''}
save_hold(id, hold)
redis.call('ZADD', DUE, free_second(deadline, margin) * 1000, id)
return say('HELD', hold)
