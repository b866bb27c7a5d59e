-- The holds of a pool, and how they end. Stands behind seats.lua, in front of a job.

local function load_hold(id)
  local stored = redis.call('HGET', HOLDS, id)
  return stored and stored ~= '' and cmsgpack.unpack(stored)
end

local function save_hold(id, hold) redis.call('HSET', HOLDS, id, cmsgpack.pack(hold)) end

-- A tombstone names the buyer too, so that nobody learns of somebody else's hold.
local function tombstone(id, buyer) return id .. '|' .. buyer end

local function has_ended(id, buyer) return redis.call('ZSCORE', ENDED, tombstone(id, buyer)) ~= false end

local function is_ordered(hold) return hold[STATE] == PINNED or hold[STATE] == CONSUMED end

-- An order's hold ends with the order, not by the clock.
local function is_over(hold, now) return not is_ordered(hold) and hold[DEADLINE] <= now end

-- What is answered of a hold.
local function say(word, hold)
  return {word, hold[STATE], hold[DEADLINE], hold[QUOTE], table.concat(hold[ORDINALS], ','),
    table.concat(hold[TYPES], ','), hold[EXTENDED], hold[CREATED], hold[PARTS], hold[TOKEN], hold[CHANNEL], hold[REQUEST]}
end

-- Frees those of the seats that the owner still has, for the channel, and takes them off the buyer's counts. How many.
local function free_seats(epoch, owner, buyer, ordinals, types, segments, channel)
  local freed, freed_types, free = {}, {}, cell_of(0, channel)
  for i, ordinal in ipairs(ordinals) do
    local segment, index = place_of(ordinal, segments)
    if owner_of(segment, index) == owner then
      put_cell(segment, index, free)
      freed[#freed + 1], freed_types[#freed + 1] = ordinal, types[i]
    end
  end
  write_cells()
  count_seats(buyer, freed_types, -1)
  -- what goes back to a channel is free for nobody else: who follows the log sees nothing of it
  if #freed > 0 then next_change(epoch, channel == 0 and 'free' or 'pin', freed) end
  return #freed
end

-- Ends a hold: what it has goes free, unless an order has taken it for good.
local function retire(epoch, id, hold, now)
  redis.call('HDEL', HOLDS, id)
  redis.call('ZREM', DUE, id)
  redis.call('ZADD', ENDED, now, tombstone(id, hold[BUYER]))
  redis.call('ZREMRANGEBYSCORE', ENDED, 1, now - REMEMBERED)
  if hold[STATE] == CONSUMED then return end
  if hold[UNITS] > 0 then
    redis.call('HINCRBY', META, 'held', -hold[UNITS])
    count(hold[BUYER], -hold[UNITS])
    next_change(epoch, 'free', {hold[UNITS]})
  end
  free_seats(epoch, hold[TOKEN], hold[BUYER], hold[ORDINALS], hold[TYPES], hold[SEGMENTS], hold[CHANNEL])
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

-- Gives a hold another deadline; its seats stay with the owner, which may be a new one.
local function move_deadline(id, hold, deadline, margin)
  local free_at = free_second(deadline, margin)
  local cell = cell_of(hold[TOKEN], free_at)
  for _, ordinal in ipairs(hold[ORDINALS]) do
    local segment, index = place_of(ordinal, hold[SEGMENTS])
    put_cell(segment, index, cell)
  end
  write_cells()
  hold[DEADLINE] = deadline
  save_hold(id, hold)
  redis.call('ZADD', DUE, free_at * 1000, id)
end
