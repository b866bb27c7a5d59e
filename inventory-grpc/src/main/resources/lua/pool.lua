-- What the scripts of a pool share. Not a job of its own: it stands in front of each of them.
--
-- KEYS   the nine keys of one pool, in the order below. None is ever empty: each holds a first entry "-" or a header.
-- Times  milliseconds since 1970 by this Redis, except in a seat's cell (seconds)
--
-- A seat's cell is 8 bytes: owner and until, both unsigned 32 bit, big endian. An owner is the sequence number of the
-- change that gave the seat away. A free seat has owner 0, and until is the channel that may have it: 0 for everybody.
-- Of another, until is the second at which it goes free, NEVER (a reservation has it) or BLOCKED (the house does).
-- A hold is an array, named by the constants below. What a channel may have is a view: 0 is everybody's.
local META, LAYOUT, SEATS, RUNS, HOLDS, DUE, ENDED, BUYERS, LOG = unpack(KEYS)
local STATE, TOKEN, BUYER, DEADLINE, REQUEST, QUOTE, ORDINALS, SEGMENTS, ORDER = 1, 2, 3, 4, 5, 6, 7, 8, 9
local CHANNEL, CREATED, EXTENDED, TYPES, UNITS, PARTS = 10, 11, 12, 13, 14, 15
local CLAIMED, ACTIVE, PINNED, CONSUMED = 'CLAIMED', 'ACTIVE', 'PINNED', 'CONSUMED'
local NEVER, BLOCKED = 4294967295, 4294967294
local CELL, SEGMENT, NEIGHBOURS, UNOWNED = 8, 10, 10, '\0\0\0\0'
local RETIRED_AT_ONCE, REMEMBERED, LOGGED = 8, 3600000, 10000

local function now_millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function is_epoch(epoch) return redis.call('HGET', META, 'epoch') == epoch end

-- Ordinals mean nothing in another seat map.
local function is_of_seat_map(seat_map) return redis.call('HGET', META, 'seat_map') == seat_map end

-- Every change of seats has a number of its own; the log lets readers catch up from any of them.
local function next_change(epoch, what, ordinals)
  local sequence = redis.call('HINCRBY', META, 'sequence', 1)
  redis.call('XADD', LOG, 'MAXLEN', '~', LOGGED, epoch .. '-' .. sequence, what, table.concat(ordinals, ','))
  return sequence
end

local function count(field, n)
  if redis.call('HINCRBY', BUYERS, field, n) <= 0 then redis.call('HDEL', BUYERS, field) end
end

-- What one buyer has of a ticket type is counted beside all that he has.
local function field_of(buyer, ticket_type) return buyer .. '|' .. ticket_type end

-- Counts seats of these ticket types on, or off with -1.
local function count_seats(buyer, types, sign)
  if #types == 0 then return end
  local of_type = {}
  for _, ticket_type in ipairs(types) do
    if ticket_type ~= '' then of_type[ticket_type] = (of_type[ticket_type] or 0) + sign end
  end
  count(buyer, sign * #types)
  for ticket_type, n in pairs(of_type) do count(field_of(buyer, ticket_type), n) end
end
