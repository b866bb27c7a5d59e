#!lua
-- Notes a hold among its buyer's, so that it can be listed. Whether it is still there only its pool knows.
--
-- KEYS[1] names of the buyer's holds, by when each is over at the latest (ms)
-- ARGV[1] name    ARGV[2] when it is over at the latest, ms
-- Reply: NOTED
local MOST = 100
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -MOST - 1)
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if #last > 0 then redis.call('PEXPIRE', KEYS[1], last[2] - now) end
return {'NOTED'}
