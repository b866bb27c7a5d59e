#!lua
-- Takes a token out of each of several buckets, or out of none. A bucket holds `burst` of them and gets one more each
-- `every` microseconds. It is kept as the time at which it would be full again (the generic cell rate algorithm of
-- ITU-T I.371).
-- KEYS     the buckets
-- ARGV     of each bucket: burst, every
-- Reply    of each bucket, microseconds: how long until it has a token for this call, 0 when it had one;
--          how long until it is full. Any that is not 0 first: nothing was taken
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local reply, full, refused = {}, {}, false
for i, key in ipairs(KEYS) do
  local burst, every = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local ahead = math.max(now, tonumber(redis.call('GET', key) or now)) - now
  local wait = math.max(0, ahead + every - burst * every)
  refused = refused or wait > 0
  full[i] = ahead + every
  reply[2 * i - 1], reply[2 * i] = wait, ahead
end
if refused then return reply end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.0f', now + full[i]), 'PX', string.format('%.0f', math.ceil(full[i] / 1000)))
  reply[2 * i] = full[i]
end
return reply
