-- The seats of a pool: read once, changed in memory, written together. Stands behind pool.lua, in front of a job.

-- Segments are read once, changed in memory, and written together at the end.
local opened, changed = {}, {}

-- How many the pool has, once it is known.
local segment_count

-- The longest run of free neighbours, by the view that may have them. A run is over where a cell is another one.
local function longest_runs(cells)
  local longest, last, run = {}, nil, 0
  for i = 1, #cells + 1 do
    local cell = cells[i]
    if cell == last then run = run + 1 else
      if last and string.sub(last, 1, 4) == UNOWNED then
        local view = string.byte(last, CELL)
        if run > (longest[view] or 0) then longest[view] = run end
      end
      last, run = cell, 1
    end
  end
  return longest
end

local function open_segment(number, first, length)
  local segment = opened[number]
  if not segment then
    local bytes = redis.call('GETRANGE', SEATS, first * CELL, (first + length) * CELL - 1)
    local cells = {struct.unpack(string.rep('c8', length), bytes)}
    cells[length + 1] = nil -- where it stopped reading
    segment = {number = number, first = first, length = length, cells = cells}
    opened[number] = segment
  end
  return segment
end

-- What a segment was, before its first change.
local function remember_runs(segment) segment.was = segment.was or longest_runs(segment.cells) end

-- The place of a seat among segments given as number, first ordinal and length, in turn: segment and index from 1.
local function place_of(ordinal, segments)
  for i = 1, #segments, 3 do
    if ordinal >= segments[i + 1] and ordinal < segments[i + 1] + segments[i + 2] then
      return open_segment(segments[i], segments[i + 1], segments[i + 2]), ordinal - segments[i + 1] + 1
    end
  end
  error('no segment has seat ' .. ordinal)
end

local function owner_of(segment, index) return (struct.unpack('>I4', segment.cells[index])) end

local function cell_of(owner, until_second) return struct.pack('>I4I4', owner, until_second) end

local function put_cell(segment, index, cell)
  remember_runs(segment)
  segment.cells[index] = cell
  if not segment.from or index < segment.from then segment.from = index end
  if not segment.to or index > segment.to then segment.to = index end
  changed[segment.number] = segment
end

-- Which bits of a segment change in one view, for BITFIELD.
local function add_bits(bits, was, is, first, apart)
  for n = math.min(was, is) + 1, math.min(math.max(was, is), NEIGHBOURS) do
    local at = #bits
    bits[at + 1], bits[at + 2], bits[at + 3], bits[at + 4] = 'SET', 'u1', first + (n - 1) * apart, n <= is and 1 or 0
  end
end

-- Writes what was put, and says anew how many free neighbours the segments have, for each view:
-- bit ((view * 10) + (n - 1)) * segments + segment of RUNS. Only bits that change are written.
local function write_cells()
  if not next(changed) then return end
  segment_count = segment_count or tonumber(redis.call('HGET', META, 'segments'))
  local total = segment_count
  for number, segment in pairs(changed) do
    redis.call('SETRANGE', SEATS, (segment.first + segment.from - 1) * CELL,
      table.concat(segment.cells, '', segment.from, segment.to))
    local was, now, bits = segment.was, longest_runs(segment.cells), {}
    for view, run in pairs(was) do add_bits(bits, run, now[view] or 0, view * NEIGHBOURS * total + number, total) end
    for view, run in pairs(now) do
      if not was[view] then add_bits(bits, 0, run, view * NEIGHBOURS * total + number, total) end
    end
    if #bits > 0 then redis.call('BITFIELD', RUNS, unpack(bits)) end
    segment.was, segment.from, segment.to = now, nil, nil
  end
  changed = {}
end

-- ARGV[from] how many segments, then number, first ordinal and length of each; then ordinal and ticket type of each seat.
local function read_seats(from)
  local ordinals, types, segments = {}, {}, {}
  local seats_from = from + 1 + 3 * tonumber(ARGV[from])
  for i = from + 1, seats_from - 1 do segments[#segments + 1] = tonumber(ARGV[i]) end
  for i = seats_from, #ARGV, 2 do
    ordinals[#ordinals + 1], types[#types + 1] = tonumber(ARGV[i]), ARGV[i + 1]
  end
  return ordinals, types, segments
end
