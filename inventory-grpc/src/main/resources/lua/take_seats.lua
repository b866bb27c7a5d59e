#!lua
-- Marks the seats of a committed reservation as taken, without a deadline, and its hold as consumed.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] fence's sequence    ARGV[4] buyer id
-- ARGV[5] seat map id that the ordinals are of
-- ARGV[6] and on: ordinal and segment of each seat, in turn
-- Reply: TAKEN seats (how many are marked now; fewer than asked when a newer claim has the others) | REBUILDING
local epoch, id, fence, buyer = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
if not is_epoch(epoch) or not is_of_seat_map(ARGV[5]) then return {'REBUILDING'} end
local now = now_millis()
local marked, found, ordinals, segments = 0, 0, {}, {}
for i = 6, #ARGV, 2 do
  local ordinal = tonumber(ARGV[i])
  local owner = owner_of(ordinal)
  if owner == fence or owner == 0 then
    write_cell(ordinal, fence, NEVER)
    marked = marked + 1
    if owner == 0 then found = found + 1 end
  end
  ordinals[#ordinals + 1], segments[#segments + 1] = ordinal, tonumber(ARGV[i + 1])
end
-- free seats were lapsed ones: the reservation is the truth and has them again
if found > 0 then
  redis.call('HINCRBY', BUYERS, buyer, found)
  count_runs(segments)
end
if marked > 0 then next_change(epoch, 'take', ordinals) end
local hold = load_hold(id)
if hold and hold[STATE] == PINNED and hold[TOKEN] == fence then
  hold[STATE] = CONSUMED
  save_hold(id, hold)
  redis.call('ZADD', DUE, now + REMEMBERED, id)
end
return {'TAKEN', marked}
