#!lua
-- Writes a pool from the truth, in place of whatever was there. Its epoch comes last.
--
-- ARGV[1] epoch       ARGV[2] sequence    ARGV[3] on sale, ms    ARGV[4] off sale, ms    ARGV[5] seats per hold
-- ARGV[6] per buyer   ARGV[7] segments    ARGV[8] open, 1 or 0   ARGV[9] revision        ARGV[10] seat map id
-- ARGV[11] layout     ARGV[12] seats      ARGV[13] runs
-- ARGV[14] and on: buyer id and seat count, in turn
-- Reply: BUILT | NEWER (the pool is of this or a later epoch; nothing was written)
local epoch, sequence = ARGV[1], ARGV[2]
local known = redis.call('HGET', META, 'epoch')
if known and tonumber(known) >= tonumber(epoch) then return {'NEWER'} end
redis.call('DEL', unpack(KEYS))
redis.call('SET', LAYOUT, ARGV[11])
redis.call('SET', SEATS, ARGV[12])
redis.call('SET', RUNS, ARGV[13])
redis.call('HSET', HOLDS, '-', '')
redis.call('ZADD', DUE, 0, '-')
redis.call('ZADD', ENDED, 0, '-')
redis.call('HSET', BUYERS, '-', 0)
for i = 14, #ARGV, 2 do redis.call('HSET', BUYERS, ARGV[i], ARGV[i + 1]) end
redis.call('XADD', LOG, epoch .. '-' .. sequence, 'built', '')
redis.call('HSET', META, 'sequence', sequence, 'on_sale', ARGV[3], 'off_sale', ARGV[4],
  'per_hold', ARGV[5], 'per_buyer', ARGV[6], 'segments', ARGV[7],
  'open', ARGV[8], 'revision', ARGV[9], 'seat_map', ARGV[10])
redis.call('HSET', META, 'epoch', epoch)
return {'BUILT'}
