-- What the scripts of a pool share. Not a job of its own: it stands in front of each of them.
--
-- KEYS   the nine keys of one pool, in the order below. None is ever empty: each holds a first entry "-" or a header.
-- Times  milliseconds since 1970 by this Redis, except in a seat's cell (seconds)
--
-- A seat's cell is 8 bytes: owner and deadline, both unsigned 32 bit, big endian. The owner is the sequence number of the
-- change that gave the seat away; 0 is a free seat. A hold is an array, named by the constants below.
local META, LAYOUT, SEATS, RUNS, HOLDS, DUE, ENDED, BUYERS, LOG = unpack(KEYS)
local STATE, TOKEN, BUYER, DEADLINE, REQUEST, QUOTE, ORDINALS, SEGMENTS, ORDER = 1, 2, 3, 4, 5, 6, 7, 8, 9
local ACTIVE, PINNED, CONSUMED = 'ACTIVE', 'PINNED', 'CONSUMED'
local NEVER = 4294967295
local CELL, SEGMENT, NEIGHBOURS = 8, 8, 10
local RETIRED_AT_ONCE, REMEMBERED, LOGGED = 8, 3600000, 10000

local function now_millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function load_hold(id)
  local stored = redis.call('HGET', HOLDS, id)
  return stored and cmsgpack.unpack(stored)
end

local function save_hold(id, hold)
  redis.call('HSET', HOLDS, id, cmsgpack.pack(hold))
end

-- A tombstone names the buyer too, so that nobody learns of somebody else's hold.
local function tombstone(id, buyer) return id .. '|' .. buyer end

local function has_ended(id, buyer)
  return redis.call('ZSCORE', ENDED, tombstone(id, buyer)) ~= false
end

local function owner_of(ordinal)
  local cell = redis.call('GETRANGE', SEATS, ordinal * CELL, ordinal * CELL + CELL - 1)
  return (struct.unpack('>I4I4', cell))
end

local function write_cell(ordinal, owner, deadline)
  redis.call('SETRANGE', SEATS, ordinal * CELL, struct.pack('>I4I4', owner, deadline))
end

-- Says anew, for each segment named, how many free neighbours it still has: bit (n - 1) * segments + segment of RUNS.
local function count_runs(segments)
  local total = tonumber(redis.call('HGET', META, 'segments'))
  local done = {}
  for _, segment in ipairs(segments) do
    if not done[segment] then
      done[segment] = true
      local header = redis.call('GETRANGE', LAYOUT, segment * SEGMENT, segment * SEGMENT + SEGMENT - 1)
      local first, length = struct.unpack('>I4I2', header)
      local cells = redis.call('GETRANGE', SEATS, first * CELL, (first + length) * CELL - 1)
      local longest, run = 0, 0
      for seat = 0, length - 1 do
        run = string.sub(cells, seat * CELL + 1, seat * CELL + 4) == '\0\0\0\0' and run + 1 or 0
        if run > longest then longest = run end
      end
      local bits = {}
      for n = 1, NEIGHBOURS do
        local at = #bits
        bits[at + 1], bits[at + 2], bits[at + 3], bits[at + 4] =
          'SET', 'u1', (n - 1) * total + segment, n <= longest and 1 or 0
      end
      redis.call('BITFIELD', RUNS, unpack(bits))
    end
  end
end

-- Every change of seats has a number of its own; the log lets readers catch up from any of them.
local function next_change(epoch, what, ordinals)
  local sequence = redis.call('HINCRBY', META, 'sequence', 1)
  redis.call('XADD', LOG, 'MAXLEN', '~', LOGGED, epoch .. '-' .. sequence, what, table.concat(ordinals, ','))
  return sequence
end

-- Frees those of the seats that the owner still has, and takes them off the buyer's count. Returns how many.
local function free_seats(epoch, owner, buyer, ordinals, segments)
  local freed = 0
  for _, ordinal in ipairs(ordinals) do
    if owner_of(ordinal) == owner then
      write_cell(ordinal, 0, 0)
      freed = freed + 1
    end
  end
  if freed > 0 then
    if redis.call('HINCRBY', BUYERS, buyer, -freed) <= 0 then redis.call('HDEL', BUYERS, buyer) end
    count_runs(segments)
    next_change(epoch, 'free', ordinals)
  end
  return freed
end

-- Ends a hold: its seats go free, unless an order has taken them for good.
local function retire(epoch, id, hold, now)
  redis.call('HDEL', HOLDS, id)
  redis.call('ZREM', DUE, id)
  redis.call('ZADD', ENDED, now, tombstone(id, hold[BUYER]))
  redis.call('ZREMRANGEBYSCORE', ENDED, 1, now - REMEMBERED)
  if hold[STATE] ~= CONSUMED then
    free_seats(epoch, hold[TOKEN], hold[BUYER], hold[ORDINALS], hold[SEGMENTS])
  end
end

-- Where expiry has its effects. Returns whether more may be due.
local function retire_due(epoch, now)
  local due = redis.call('ZRANGEBYSCORE', DUE, 1, now, 'LIMIT', 0, RETIRED_AT_ONCE)
  for _, id in ipairs(due) do
    local hold = load_hold(id)
    if hold then retire(epoch, id, hold, now) else redis.call('ZREM', DUE, id) end
  end
  return #due == RETIRED_AT_ONCE
end

-- The second at which Redis frees the seats of a hold with this deadline.
local function free_second(deadline, margin) return math.ceil((deadline + margin) / 1000) end

local function is_epoch(epoch) return redis.call('HGET', META, 'epoch') == epoch end

-- Ordinals mean nothing in another seat map.
local function is_of_seat_map(seat_map) return redis.call('HGET', META, 'seat_map') == seat_map end
