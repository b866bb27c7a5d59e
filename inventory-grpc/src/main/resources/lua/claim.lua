#!lua
-- Claims every seat for one hold, or none.
--
-- ARGV[1] epoch          ARGV[2] hold id           ARGV[3] buyer id        ARGV[4] how long it lasts, ms
-- ARGV[5] margin, ms     ARGV[6] not after, ms     ARGV[7] request hash    ARGV[8] quote, opaque
-- ARGV[9] seat map id that the ordinals are of
-- ARGV[10] and on: ordinal and segment of each seat, in turn
-- Reply, by its first word
--   HELD state deadline quote   claimed now, or by the same request before
--   ENDED                       claimed before and over since
--   REUSED                      the hold id came with another request before
--   TAKEN position...           from 1, of the seats that stand in the way
--   LIMIT_HOLD limit            LIMIT_BUYER limit owned      NOT_ON_SALE on off open
--   BUSY                        refused, but holds are due that were not yet retired: call again
--   REBUILDING                  the pool is of another epoch or seat map, or not there
--   LATE                        not after has passed; nothing was looked at
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
local lasts, margin, not_after = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local request, quote, seat_map = ARGV[7], ARGV[8], ARGV[9]
local now = now_millis()
if now > not_after then return {'LATE'} end

local meta = redis.call('HMGET', META, 'epoch', 'on_sale', 'off_sale', 'per_hold', 'per_buyer', 'open', 'seat_map')
if meta[1] ~= epoch or meta[7] ~= seat_map then return {'REBUILDING'} end
local more_due = retire_due(epoch, now)

local known = load_hold(id)
if known then
  if known[REQUEST] ~= request then return {'REUSED'} end
  if known[STATE] == ACTIVE and known[DEADLINE] <= now then return {'ENDED'} end
  return {'HELD', known[STATE], known[DEADLINE], known[QUOTE]}
end
if has_ended(id, buyer) then return {'ENDED'} end
if meta[6] ~= '1' or now < tonumber(meta[2]) or now >= tonumber(meta[3]) then
  return {'NOT_ON_SALE', meta[2], meta[3], meta[6] == '1' and 1 or 0}
end

local ordinals, segments = {}, {}
for i = 10, #ARGV, 2 do
  ordinals[#ordinals + 1] = tonumber(ARGV[i])
  segments[#segments + 1] = tonumber(ARGV[i + 1])
end
if #ordinals > tonumber(meta[4]) then return {'LIMIT_HOLD', meta[4]} end
local taken = {'TAKEN'}
for position, ordinal in ipairs(ordinals) do
  if owner_of(ordinal) ~= 0 then taken[#taken + 1] = position end
end
if #taken > 1 then return more_due and {'BUSY'} or taken end
local owned = tonumber(redis.call('HGET', BUYERS, buyer) or 0)
if owned + #ordinals > tonumber(meta[5]) then
  return more_due and {'BUSY'} or {'LIMIT_BUYER', meta[5], owned}
end

local deadline = now + lasts
local free_at = free_second(deadline, margin)
local token = next_change(epoch, 'take', ordinals)
for _, ordinal in ipairs(ordinals) do write_cell(ordinal, token, free_at) end
count_runs(segments)
save_hold(id, {ACTIVE, token, buyer, deadline, request, quote, ordinals, segments})
redis.call('ZADD', DUE, free_at * 1000, id)
redis.call('HINCRBY', BUYERS, buyer, #ordinals)
return {'HELD', ACTIVE, deadline, quote}
