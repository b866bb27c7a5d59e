#!lua flags=no-writes
-- Reads which performances weigh most, and how much at this time.
--
-- KEYS[1] weights, by performance      KEYS[2] landmark: at (ms), half_life (ms), moved
-- ARGV[1] now, ms     ARGV[2] how many at most
-- Reply: RANKED moved (performance weight)...
local known = redis.call('HMGET', KEYS[2], 'at', 'half_life', 'moved')
local reply = {'RANKED', known[3] or '0'}
if not known[1] then return reply end
local one = 2 ^ ((tonumber(ARGV[1]) - known[1]) / known[2])
local ranked = redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1, 'WITHSCORES')
for i = 1, #ranked, 2 do
  reply[#reply + 1] = ranked[i]
  reply[#reply + 1] = string.format('%.17g', ranked[i + 1] / one)
end
return reply
