#!lua
-- Takes a token out of a bucket that holds `burst` of them and gets one more each `every` milliseconds.
-- The bucket is kept as the time at which it would be full again (the generic cell rate algorithm of ITU-T I.371).
-- KEYS[1]  the bucket
-- ARGV[1]  burst     ARGV[2]  every, milliseconds
-- Reply    0 when there was one; otherwise nothing is taken: milliseconds until there is one
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now)) + ARGV[2]
local wait = full - now - ARGV[1] * ARGV[2]
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', string.format('%.0f', full - now))
return 0
