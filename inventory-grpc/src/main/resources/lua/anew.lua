-- How a pool begins again. Stands behind holds.lua, in front of a job that builds.

-- Writes a pool without holds over whatever was there. Each key has something in it, so that one that is lost shows.
local function start_anew(epoch, sequence, layout, seats, runs)
  local ended = redis.call('ZRANGE', ENDED, 0, -1, 'WITHSCORES')
  redis.call('DEL', unpack(KEYS))
  redis.call('SET', LAYOUT, layout)
  redis.call('SET', SEATS, seats)
  redis.call('SET', RUNS, runs)
  redis.call('HSET', HOLDS, '-', '')
  redis.call('ZADD', DUE, 0, '-')
  redis.call('ZADD', ENDED, 0, '-')
  for i = 1, #ended, 2 do redis.call('ZADD', ENDED, ended[i + 1], ended[i]) end
  redis.call('HSET', BUYERS, '-', 0)
  redis.call('XADD', LOG, epoch .. '-' .. sequence, 'built', '')
end

