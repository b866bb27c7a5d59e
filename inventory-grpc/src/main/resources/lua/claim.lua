#!lua
-- Claims everything for one hold, or nothing.
--
-- ARGV[1] epoch          ARGV[2] hold id           ARGV[3] buyer id        ARGV[4] how long it lasts, ms
-- ARGV[5] margin, ms     ARGV[6] not after, ms     ARGV[7] request hash    ARGV[8] quote, opaque
-- ARGV[9] seat map id that the ordinals are of     ARGV[10] channel, 0 for everybody
-- ARGV[11] state: ACTIVE, or CLAIMED until the other pools of the hold have been claimed
-- ARGV[12] and on, each list behind its length in entries
--   ticket types with a limit for each buyer: id, seats of it in this claim, limit
--   segments of the seats that are named: number, first ordinal, length
--   seats that are named: ordinal, ticket type
--   wishes: NEIGHBOURS | PLACES, how many, ticket type, zones, zones to be had only where those have nothing free
--     (two lists of: first segment, last segment, quality of the best)
-- Reply, by its first word
--   HELD state deadline quote ordinals types extended created parts token channel request   claimed now
--   HELD ... BEFORE             claimed by the same request before
--   ENDED                       claimed before and over since
--   REUSED                      the hold id came with another request before
--   REFUSED (position reason)...  from 1, of the seats that stand in the way: TAKEN, BLOCKED, OTHER_CHANNEL, LEAVES_ORPHAN
--   NOT_ENOUGH wish available due   wish from 1; due: 1 when others hold some
--   LIMIT_HOLD limit            LIMIT_BUYER limit owned type ('' for all seats)      NOT_ON_SALE on off open
--   BUSY                        refused, but holds are due that were not yet retired: call again
--   REBUILDING                  the pool is of another epoch or seat map, or not there
--   LATE                        not after has passed; nothing was looked at
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
local lasts, margin, not_after = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local request, quote, seat_map, view, state = ARGV[7], ARGV[8], ARGV[9], tonumber(ARGV[10]), ARGV[11]
local now = now_millis()
if now > not_after then return {'LATE'} end

local meta = redis.call('HMGET', META, 'epoch', 'on_sale', 'off_sale', 'per_hold', 'per_buyer', 'open', 'seat_map',
  'segments', 'orphans')
if meta[1] ~= epoch or meta[7] ~= seat_map then return {'REBUILDING'} end
segment_count = tonumber(meta[8])
local more_due = retire_due(epoch, now)

local known = load_hold(id)
if known then
  if known[REQUEST] ~= request then return {'REUSED'} end
  if is_over(known, now) then return {'ENDED'} end
  local before = say('HELD', known)
  before[#before + 1] = 'BEFORE'
  return before
end
if has_ended(id, buyer) then return {'ENDED'} end
if meta[6] ~= '1' or now < tonumber(meta[2]) or now >= tonumber(meta[3]) then
  return {'NOT_ON_SALE', meta[2], meta[3], meta[6] == '1' and 1 or 0}
end

local at = 12
local function next_list(fields)
  local list, last = {}, at + fields * tonumber(ARGV[at])
  for i = at + 1, last do list[#list + 1] = ARGV[i] end
  at = last + 1
  return list
end
local function numbers(list)
  for i, text in ipairs(list) do list[i] = tonumber(text) end
  return list
end

local limits, segments, named, wishes = next_list(3), numbers(next_list(3)), next_list(2), {}
local ordinals, types, places = {}, {}, {}
local seats = #named / 2
local wish_count = tonumber(ARGV[at])
at = at + 1
for wish = 1, wish_count do
  wishes[wish] = {how = ARGV[at], n = tonumber(ARGV[at + 1]), ticket_type = ARGV[at + 2]}
  at = at + 3
  wishes[wish].zones, wishes[wish].otherwise = numbers(next_list(3)), numbers(next_list(3))
  seats = seats + wishes[wish].n
end
local function want(segment, index, ticket_type)
  ordinals[#ordinals + 1], types[#types + 1] = segment.first + index - 1, ticket_type
  places[#places + 1], places[#places + 2] = segment, index
  remember_runs(segment)
  segment.cells[index] = 'wanted' -- nobody else of this claim gets it
end

-- seats by name
local refused, by_segment, free, at_names = {'REFUSED'}, {}, cell_of(0, view), {}
local function or_busy(answer) return more_due and {'BUSY'} or answer end
for i = 1, #named, 2 do
  local segment, index = place_of(tonumber(named[i]), segments)
  local why = refusal(segment.cells[index], view)
  if why then refused[#refused + 1], refused[#refused + 2] = (i + 1) / 2, why end
  at_names[i], at_names[i + 1] = segment, index
  by_segment[segment] = by_segment[segment] or {}
  table.insert(by_segment[segment], index)
end
if #refused == 1 and meta[9] ~= '1' then
  local beside = {}
  for segment, indexes in pairs(by_segment) do
    for index in pairs(orphaning(segment, indexes, free)) do beside[segment.first + index - 1] = true end
  end
  for i = 1, #named, 2 do
    if beside[tonumber(named[i])] then refused[#refused + 1], refused[#refused + 2] = (i + 1) / 2, 'LEAVES_ORPHAN' end
  end
end
if #refused > 1 then return or_busy(refused) end

-- limits: a partner's buyers are not known here
if seats > tonumber(meta[4]) then return {'LIMIT_HOLD', meta[4]} end
local function over(field, n, limit, ticket_type)
  local owned = tonumber(redis.call('HGET', BUYERS, field) or 0)
  return owned + n > tonumber(limit) and {'LIMIT_BUYER', limit, owned, ticket_type} or nil
end
if view == 0 then
  local limit = over(buyer, seats, meta[5], '')
  for i = 1, #limits, 3 do
    limit = limit or over(field_of(buyer, limits[i]), tonumber(limits[i + 1]), limits[i + 2], limits[i])
  end
  if limit then return or_busy(limit) end
end

for i = 1, #named, 2 do
  want(at_names[i], at_names[i + 1], named[i + 1])
end
for number, wish in ipairs(wishes) do
  local found, most = find(view, wish, segment_count)
  if not found then
    local others = #wish.zones + #wish.otherwise > 0 and redis.call('ZCARD', DUE) > 1
    return or_busy({'NOT_ENOUGH', number, most, others and 1 or 0})
  end
  for i = 1, #found, 2 do want(found[i], found[i + 1], wish.ticket_type) end
end

local deadline = now + lasts
local free_at = free_second(deadline, margin)
local token = next_change(epoch, 'take', ordinals)
local of_hold, seen, cell = {}, {}, cell_of(token, free_at)
for i = 1, #places, 2 do
  local segment = places[i]
  put_cell(segment, places[i + 1], cell)
  if not seen[segment] then
    seen[segment] = true
    of_hold[#of_hold + 1], of_hold[#of_hold + 2], of_hold[#of_hold + 3] = segment.number, segment.first, segment.length
  end
end
write_cells()
count_seats(buyer, types, 1)
local hold = {state, token, buyer, deadline, request, quote, ordinals, of_hold, '', view, now, 0, types, 0, ''}
save_hold(id, hold)
redis.call('ZADD', DUE, free_at * 1000, id)
return say('HELD', hold)
