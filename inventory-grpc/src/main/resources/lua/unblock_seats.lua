#!lua flags=allow-oom
-- Gives seats back to everybody that the house has kept back.
--
-- ARGV[1] epoch    ARGV[2] seat map id that the ordinals are of
-- ARGV[3] and on: segments (behind how many there are): number, first ordinal, length; then ordinal and fence's sequence of each seat
-- Reply: FREED seats (how many went free; those that are not blocked under that fence stay) | REBUILDING
local epoch = ARGV[1]
if not is_epoch(epoch) or not is_of_seat_map(ARGV[2]) then return {'REBUILDING'} end
local ordinals, fences, segments = read_seats(3)
local freed = {}
for i, ordinal in ipairs(ordinals) do
  local segment, index = place_of(ordinal, segments)
  local owner, until_second = struct.unpack('>I4I4', segment.cells[index])
  if owner == tonumber(fences[i]) and until_second == BLOCKED then
    put_cell(segment, index, cell_of(0, 0))
    freed[#freed + 1] = ordinal
  end
end
write_cells()
if #freed > 0 then next_change(epoch, 'free', freed) end
return {'FREED', #freed}
