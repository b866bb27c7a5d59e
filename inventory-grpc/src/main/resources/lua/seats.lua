-- The seats of a pool: read once, changed in memory, written together. Stands behind pool.lua, in front of a job.

-- Segments are read once, changed in memory, and written together at the end.
local opened, changed = {}, {}

-- The longest run of free neighbours, by the view that may have them.
local function longest_runs(cells)
  local longest, view, run = {}, nil, 0
  for _, cell in ipairs(cells) do
    local free = nil
    if string.sub(cell, 1, 4) == '\0\0\0\0' then free = string.byte(cell, 8) end
    if free and free == view then run = run + 1 else view, run = free, 1 end
    if view and run > (longest[view] or 0) then longest[view] = run end
  end
  return longest
end

local function open_segment(number, first, length)
  local segment = opened[number]
  if not segment then
    local bytes = redis.call('GETRANGE', SEATS, first * CELL, (first + length) * CELL - 1)
    local cells = {}
    for i = 1, length do cells[i] = string.sub(bytes, i * CELL - CELL + 1, i * CELL) end
    segment = {number = number, first = first, length = length, cells = cells, was = longest_runs(cells)}
    opened[number] = segment
  end
  return segment
end

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

local function put_cell(segment, index, owner, until_second)
  segment.cells[index] = struct.pack('>I4I4', owner, until_second)
  segment.from = math.min(segment.from or index, index)
  segment.to = math.max(segment.to or index, index)
  changed[segment.number] = segment
end

-- Writes what was put, and says anew how many free neighbours the segments have, for each view:
-- bit ((view * 10) + (n - 1)) * segments + segment of RUNS. Only bits that change are written.
local function write_cells()
  if not next(changed) then return end
  local total = tonumber(redis.call('HGET', META, 'segments'))
  for number, segment in pairs(changed) do
    redis.call('SETRANGE', SEATS, (segment.first + segment.from - 1) * CELL,
      table.concat(segment.cells, '', segment.from, segment.to))
    local now, bits = longest_runs(segment.cells), {}
    local function compare(view)
      local was, is = segment.was[view] or 0, now[view] or 0
      for n = math.min(was, is) + 1, math.min(math.max(was, is), NEIGHBOURS) do
        local at = #bits
        bits[at + 1], bits[at + 2], bits[at + 3], bits[at + 4] =
          'SET', 'u1', (view * NEIGHBOURS + n - 1) * total + number, n <= is and 1 or 0
      end
    end
    for view in pairs(segment.was) do compare(view) end
    for view in pairs(now) do if not segment.was[view] then compare(view) end end
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
