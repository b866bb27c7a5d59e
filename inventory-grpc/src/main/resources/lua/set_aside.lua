#!lua
-- Sets free seats aside for a change by the house, until PostgreSQL has it: then settle_aside.lua says what they are, or it lapses.
--
-- ARGV[1] epoch    ARGV[2] claim id    ARGV[3] how long it lasts, ms    ARGV[4] not after, ms
-- ARGV[5] seat map id that the ordinals are of         ARGV[6] channel whose free seats it takes, 0 for everybody's
-- ARGV[7] how many; 0 for as many of these as are free
-- ARGV[8] 1 where each of these has to be free, and is named where it is not
-- ARGV[9] and on, the best first: segment's number, first ordinal and length, first and last ordinal of it to look at (in any order)
-- Reply: ASIDE token ordinals, joined by "," (now, or by the same claim before, which lasts anew; token 0 where there are none)
--        REFUSED (ordinal reason)...    TAKEN, BLOCKED or OTHER_CHANNEL, as a claim of the channel would be told
--        TOO_FEW free                   BUSY   refused, but holds are due that were not yet retired: call again
--        REBUILDING                     LATE
local epoch, id, lasts, not_after = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local view, wanted, is_strict = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8] == '1'
local house = 'house' -- as a buyer, so that what lapses is counted off
local now = now_millis()
if now > not_after then return {'LATE'} end
if not is_epoch(epoch) or not is_of_seat_map(ARGV[5]) then return {'REBUILDING'} end
local more_due = retire_due(epoch, now)
local known = load_hold(id)
if known then
  move_deadline(id, known, now + lasts, 0)
  return {'ASIDE', known[TOKEN], table.concat(known[ORDINALS], ',')}
end

local ordinals, types, places, segments, refused = {}, {}, {}, {}, {'REFUSED'}
for i = 9, #ARGV, 5 do
  if wanted > 0 and #ordinals == wanted and not is_strict then break end
  local number, first, length = tonumber(ARGV[i]), tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  local from, to = tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4])
  local segment, before = open_segment(number, first, length), #ordinals
  for ordinal = from, to, from <= to and 1 or -1 do
    local index = ordinal - first + 1
    local why = refusal(segment.cells[index], view)
    if why then
      if is_strict then refused[#refused + 1], refused[#refused + 2] = ordinal, why end
    elseif wanted == 0 or #ordinals < wanted then
      ordinals[#ordinals + 1], types[#types + 1] = ordinal, ''
      places[#places + 1], places[#places + 2] = segment, index
    end
  end
  if #ordinals > before then
    segments[#segments + 1], segments[#segments + 2], segments[#segments + 3] = number, first, length
  end
end
if #refused > 1 then return more_due and {'BUSY'} or refused end
if #ordinals < wanted then return more_due and {'BUSY'} or {'TOO_FEW', #ordinals} end
if #ordinals == 0 then return {'ASIDE', 0, ''} end

local deadline = now + lasts
local free_at = free_second(deadline, 0)
local token = next_change(epoch, 'take', ordinals)
local cell = cell_of(token, free_at)
for i = 1, #places, 2 do put_cell(places[i], places[i + 1], cell) end
write_cells()
redis.call('HINCRBY', BUYERS, house, #ordinals)
save_hold(id, {CLAIMED, token, house, deadline, '', '', ordinals, segments, '', view, now, 0, types, 0, ''})
redis.call('ZADD', DUE, free_at * 1000, id)
return {'ASIDE', token, table.concat(ordinals, ',')}
