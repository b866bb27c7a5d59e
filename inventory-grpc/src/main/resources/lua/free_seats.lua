#!lua flags=allow-oom
-- Gives the seats of a freed reservation back.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] fence's sequence    ARGV[4] buyer id
-- ARGV[5] seat map id that the ordinals are of    ARGV[6] channel
-- ARGV[7] and on: segments (behind how many there are): number, first ordinal, length; then ordinal and ticket type of each seat
-- Reply: FREED seats (how many went free; those of a newer claim stay) | REBUILDING
local epoch, id, fence, buyer = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
if not is_epoch(epoch) or not is_of_seat_map(ARGV[5]) then return {'REBUILDING'} end
local ordinals, types, segments = read_seats(7)
local freed = free_seats(epoch, fence, buyer, ordinals, types, segments, tonumber(ARGV[6]))
local hold = load_hold(id)
if hold and hold[TOKEN] == fence then
  hold[STATE] = CONSUMED -- its seats are free already: retiring it must not free them again
  retire(epoch, id, hold, now_millis())
end
return {'FREED', freed}
