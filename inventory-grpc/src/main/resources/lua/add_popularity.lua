#!lua
-- Adds to what performances weigh.
--
-- Decays forwards: nothing that is stored ever shrinks; what is added weighs the more the later it comes, twice as much
-- each half-life after the landmark. Read at any time, all weights are divided by what one would weigh then. Now and then
-- the landmark is moved to now, before the numbers become too large, and when the half-life is set to another.
--
-- KEYS[1] weights, by performance      KEYS[2] landmark: at (ms), half_life (ms), moved (all that was ever added)
-- ARGV[1] now, ms     ARGV[2] half-life, ms     ARGV[3] how many performances are kept     ARGV[4] moved beside the weights
-- ARGV[5] and on: performance and weight, in turn
-- Reply: ADDED performances (how many weigh something now)
local WEIGHTS, LANDMARK = KEYS[1], KEYS[2]
local FURTHEST, NOTHING = 64, 0.001 -- half-lives; a weight
local now, half_life = tonumber(ARGV[1]), tonumber(ARGV[2])

local known = redis.call('HMGET', LANDMARK, 'at', 'half_life')
local at = tonumber(known[1] or now)
local passed = (now - at) / tonumber(known[2] or half_life)
if not known[1] or known[2] ~= ARGV[2] or math.abs(passed) > FURTHEST then
  -- a clock that was set back far makes nothing weigh more than it did
  redis.call('ZUNIONSTORE', WEIGHTS, 1, WEIGHTS, 'WEIGHTS', math.min(1, 2 ^ -passed))
  redis.call('ZREMRANGEBYSCORE', WEIGHTS, '-inf', NOTHING)
  redis.call('HSET', LANDMARK, 'at', ARGV[1], 'half_life', ARGV[2])
  passed = 0
end
local moved = tonumber(ARGV[4])
for i = 5, #ARGV, 2 do
  local weight = tonumber(ARGV[i + 1])
  redis.call('ZINCRBY', WEIGHTS, weight * 2 ^ passed, ARGV[i])
  moved = moved + weight
end
redis.call('ZREMRANGEBYRANK', WEIGHTS, 0, -1 - tonumber(ARGV[3]))
redis.call('HINCRBYFLOAT', LANDMARK, 'moved', moved)
return {'ADDED', redis.call('ZCARD', WEIGHTS)}
