#!lua
-- Writes a product's pool from the truth; its epoch comes last. Holds of the pool that was there go on.
--
-- ARGV[1] epoch    ARGV[2] total    ARGV[3] committed: reserved and sold    ARGV[4] version of the stock
-- Reply: BUILT holds (how many go on) | NEWER (the pool is of this or a later epoch; nothing was written)
local epoch = ARGV[1]
local known = redis.call('HMGET', META, 'epoch', 'sequence')
if known[1] and tonumber(known[1]) >= tonumber(epoch) then return {'NEWER'} end
local holds, due = redis.call('HGETALL', HOLDS), redis.call('ZRANGE', DUE, 0, -1, 'WITHSCORES')
local sequence = tonumber(known[2] or 0) + 1

start_anew(epoch, sequence, '-', '-', '-')
redis.call('HSET', META, 'sequence', sequence, 'segments', 0, 'channels', 0, 'held', 0,
  'total', ARGV[2], 'committed', ARGV[3], 'version', ARGV[4])
local kept = {}
for i = 1, #holds, 2 do kept[holds[i]] = holds[i + 1] end
local held = 0
for i = 1, #due, 2 do
  local stored = kept[due[i]]
  if stored and stored ~= '' then
    local hold = cmsgpack.unpack(stored)
    hold[TOKEN] = next_change(epoch, 'take', {hold[UNITS]})
    save_hold(due[i], hold)
    redis.call('ZADD', DUE, due[i + 1], due[i])
    redis.call('HINCRBY', META, 'held', hold[UNITS])
    count(hold[BUYER], hold[UNITS])
    held = held + 1
  end
end
redis.call('HSET', META, 'epoch', epoch)
return {'BUILT', held}
