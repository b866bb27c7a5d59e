#!lua
-- Notes that a buyer has a hold, beside its pools, so that his holds can be listed. What is over is forgotten.
--
-- KEYS[1] names of his holds, by the latest time at which each is over, ms
-- ARGV[1] name    ARGV[2] how long from now on it can last, ms
-- Reply: NOTED
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'NOTED'}
