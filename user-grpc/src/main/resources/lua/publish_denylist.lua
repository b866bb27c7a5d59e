#!lua
-- Makes the denylist in Redis longer, if it ends where the publisher believes it ends.
-- A list of another epoch than Redis has begins anew. Entries follow each other without a gap.
-- KEYS[1]  the head, a hash: epoch, number (how far the log goes), beat (how often a publisher was here)
-- KEYS[2]  the log, a stream: ids <epoch>-<number>; fields id, not_before (seconds), expires (seconds since 1970)
-- ARGV[1]  epoch, ARGV[2]  number that Redis should have; 0 and 0 for nothing
-- ARGV[3]  epoch, ARGV[4]  number that it has from now on
-- ARGV[5]  number of the oldest entry worth keeping
-- ARGV[6]  1 when that is the whole list, else 0: the beat waits for the rest
-- ARGV[7]  and so on: number, id, not_before, expires of each new entry
-- Reply    epoch and number that Redis has, as strings: ARGV[3] and ARGV[4], or what it had instead
local head = {epoch = '0', number = '0', beat = '0'}
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  -- what is not a number there is nobody's list
  if #fields[i + 1] <= 15 and string.match(fields[i + 1], '^%d+$') then head[fields[i]] = fields[i + 1] end
end
if head.epoch ~= ARGV[1] or head.number ~= ARGV[2] then return {head.epoch, head.number} end
if head.epoch ~= ARGV[3] then redis.call('DEL', KEYS[2]) end
for i = 7, #ARGV, 4 do
  redis.call('XADD', KEYS[2], ARGV[3] .. '-' .. ARGV[i],
    'id', ARGV[i + 1], 'not_before', ARGV[i + 2], 'expires', ARGV[i + 3])
end
redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3] .. '-' .. ARGV[5])
redis.call('HSET', KEYS[1], 'epoch', ARGV[3], 'number', ARGV[4], 'beat', string.format('%.0f', head.beat + ARGV[6]))
return {ARGV[3], ARGV[4]}
