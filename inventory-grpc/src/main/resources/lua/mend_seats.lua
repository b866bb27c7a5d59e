#!lua flags=allow-oom
-- Puts seats right that say something else than PostgreSQL, each only where it still is what was read before PostgreSQL was.
--
-- ARGV[1] epoch    ARGV[2] seat map id that the ordinals are of
-- ARGV[3] and on: segments (behind how many there are): number, first ordinal, length;
--   then of each seat its ordinal, owner and until as they were read, owner and until as they are to be
-- Reply: MENDED seats (how many) | REBUILDING
local epoch = ARGV[1]
if not is_epoch(epoch) or not is_of_seat_map(ARGV[2]) then return {'REBUILDING'} end
local segments, seats_from = {}, 4 + 3 * tonumber(ARGV[3])
for i = 4, seats_from - 1 do segments[#segments + 1] = tonumber(ARGV[i]) end
local taken, freed = {}, {}
for i = seats_from, #ARGV, 5 do
  local ordinal, owner = tonumber(ARGV[i]), tonumber(ARGV[i + 3])
  local segment, index = place_of(ordinal, segments)
  if segment.cells[index] == cell_of(tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])) then
    put_cell(segment, index, cell_of(owner, tonumber(ARGV[i + 4])))
    local list = owner == 0 and freed or taken
    list[#list + 1] = ordinal
  end
end
write_cells()
if #taken > 0 then next_change(epoch, 'take', taken) end
if #freed > 0 then next_change(epoch, 'free', freed) end
return {'MENDED', #taken + #freed}
