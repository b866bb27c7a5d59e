#!lua
-- Writes a pool from the truth, in place of whatever was there; its epoch comes last. Holds of the pool that was there go on
-- under new tokens, where the truth has not given their seats to anyone.
--
-- ARGV[1] epoch    ARGV[2] sequence    ARGV[3] seat map id    ARGV[4] layout    ARGV[5] seats    ARGV[6] runs
-- ARGV[7] and on, each list behind its length in entries
--   fields of the pool's meta and their values: keeps_holds (0 where all holds end now), revision, segments, channels, on_sale, off_sale, per_hold, per_buyer, open, orphans
--   what buyers have: buyer id, or buyer id and ticket type, and how many
-- Reply: BUILT holds (how many go on) | NEWER (the pool is of this or a later epoch; nothing was written)
local epoch, sequence, seat_map = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local known = redis.call('HMGET', META, 'epoch', 'seat_map', 'sequence')
if known[1] and tonumber(known[1]) >= tonumber(epoch) then return {'NEWER'} end
local holds, due = {}, {}
if known[2] == seat_map then
  holds, due = redis.call('HGETALL', HOLDS), redis.call('ZRANGE', DUE, 0, -1, 'WITHSCORES')
  -- a number is never drawn twice, so that news of a reservation that failed cannot meet another's
  sequence = math.max(sequence, tonumber(known[3] or 0) + 1)
end

start_anew(epoch, sequence, ARGV[4], ARGV[5], ARGV[6])
local buyers_at = 8 + 2 * tonumber(ARGV[7])
redis.call('HSET', META, 'sequence', sequence, 'seat_map', seat_map, unpack(ARGV, 8, buyers_at - 1))
for i = buyers_at + 1, #ARGV, 2 do redis.call('HSET', BUYERS, ARGV[i], ARGV[i + 1]) end

local keeps_holds = redis.call('HGET', META, 'keeps_holds') ~= '0'
local at = {}
for i = 1, #due, 2 do at[due[i]] = tonumber(due[i + 1]) end
local now, kept = now_millis(), 0
local function is_free(hold)
  for _, ordinal in ipairs(hold[ORDINALS]) do
    local segment, index = place_of(ordinal, hold[SEGMENTS])
    local owner, channel = struct.unpack('>I4I4', segment.cells[index])
    if owner ~= 0 or channel ~= hold[CHANNEL] then return false end
  end
  return true
end
for i = 1, #holds, 2 do
  local id, hold = holds[i], holds[i + 1] ~= '' and cmsgpack.unpack(holds[i + 1])
  if hold and at[id] and at[id] > now and hold[STATE] ~= CONSUMED and keeps_holds and is_free(hold) then
    hold[TOKEN] = next_change(epoch, 'take', hold[ORDINALS])
    local cell = cell_of(hold[TOKEN], at[id] / 1000)
    for _, ordinal in ipairs(hold[ORDINALS]) do
      local segment, index = place_of(ordinal, hold[SEGMENTS])
      put_cell(segment, index, cell)
    end
    count_seats(hold[BUYER], hold[TYPES], 1)
    save_hold(id, hold)
    redis.call('ZADD', DUE, at[id], id)
    kept = kept + 1
  elseif hold and at[id] and at[id] > now and hold[STATE] == CONSUMED then
    save_hold(id, hold) -- the truth has its seats
    redis.call('ZADD', DUE, at[id], id)
  elseif hold then
    redis.call('ZADD', ENDED, now, tombstone(id, hold[BUYER]))
  end
end
write_cells()
redis.call('HSET', META, 'epoch', epoch)
return {'BUILT', kept}
