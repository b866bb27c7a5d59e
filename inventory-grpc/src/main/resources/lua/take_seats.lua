#!lua
-- Marks the seats of a committed reservation as taken, without a deadline, and its hold as consumed.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] fence's sequence    ARGV[4] buyer id
-- ARGV[5] seat map id that the ordinals are of    ARGV[6] channel
-- ARGV[7] and on: segments (behind how many there are): number, first ordinal, length; then ordinal and ticket type of each seat
-- Reply: TAKEN seats (how many are marked now; fewer than asked when a newer claim has the others) | REBUILDING
local epoch, id, fence, buyer = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
if not is_epoch(epoch) or not is_of_seat_map(ARGV[5]) then return {'REBUILDING'} end
local ordinals, types, segments = read_seats(7)
local marked, again, cell = {}, {}, cell_of(fence, NEVER)
for i, ordinal in ipairs(ordinals) do
  local segment, index = place_of(ordinal, segments)
  local owner = owner_of(segment, index)
  if owner == fence or owner == 0 then
    put_cell(segment, index, cell)
    marked[#marked + 1] = ordinal
    -- a free seat was a lapsed one: the reservation is the truth and has it again
    if owner == 0 then again[#again + 1] = types[i] end
  end
end
write_cells()
count_seats(buyer, again, 1)
if #marked > 0 then next_change(epoch, 'take', marked) end
local hold = load_hold(id)
if hold and hold[STATE] == PINNED and hold[TOKEN] == fence then
  hold[STATE] = CONSUMED
  save_hold(id, hold)
  redis.call('ZADD', DUE, now_millis() + REMEMBERED, id)
end
return {'TAKEN', #marked}
