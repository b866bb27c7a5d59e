-- Which seats a claim gets, and which it may not have. Stands in front of claim.lua, behind holds.lua. Nothing is written here.

-- Why a seat cannot be had by a view: nil when it can.
local function refusal(cell, view)
  local owner, until_second = struct.unpack('>I4I4', cell)
  if owner == 0 then return until_second ~= view and 'OTHER_CHANNEL' or nil end
  return until_second == BLOCKED and 'BLOCKED' or 'TAKEN'
end

local function is_single(cells, i, free) return cells[i] == free and cells[i - 1] ~= free and cells[i + 1] ~= free end

-- Whether n can be had in a run of so many free seats without leaving a single one.
local function fits(run, n) return run == n or run >= n + 2 end

-- The wanted seats beside a single free one that taking them would leave, if as many fit into the segment without that.
-- wanted: indexes of a segment's cells, which are all free. Only a neighbour of theirs can become a single one.
local function orphaning(segment, wanted, free)
  local cells, taken, beside = segment.cells, {}, {}
  for _, i in ipairs(wanted) do taken[i] = true end
  local function stays_free(i) return cells[i] == free and not taken[i] end
  for _, seat in ipairs(wanted) do
    for i = seat - 1, seat + 1, 2 do
      if stays_free(i) and not stays_free(i - 1) and not stays_free(i + 1) and not is_single(cells, i, free) then
        beside[seat] = true
      end
    end
  end
  if not next(beside) then return beside end
  local run = 0
  for i = 1, segment.length + 1 do
    if cells[i] == free then run = run + 1 else
      if fits(run, #wanted) then return beside end
      run = 0
    end
  end
  return {}
end

-- The best n neighbours of a segment: no single seat left if that can be, then nearest to the row's middle.
-- Returns the index of the first, or nil.
local function best_place(segment, n, free, middle)
  local cells, best, least = segment.cells, nil, nil
  local run = 0
  for i = 1, segment.length + 1 do
    if cells[i] == free then run = run + 1 else
      for first = i - run, i - n do
        local left, right = first - (i - run), i - first - n
        local cost = math.abs(2 * first + n - 3 - middle) + ((left == 1 or right == 1) and 100000 or 0)
        if not least or cost < least then best, least = first, cost end
      end
      run = 0
    end
  end
  return best
end

-- The first segment of a range, from a place in it on, that has n free neighbours for the view; nil when there is none.
local function next_segment(view, n, from, last, segments)
  if from > last then return nil end
  local base = (view * NEIGHBOURS + n - 1) * segments
  local at = redis.call('BITPOS', RUNS, 1, base + from, base + last, 'BIT')
  return at >= 0 and at - base or nil
end

-- Reads a segment by its number: LAYOUT says first ordinal, length, quality, and twice the middle of its row from its start.
local function read_segment(number)
  local header = redis.call('GETRANGE', LAYOUT, number * SEGMENT, number * SEGMENT + SEGMENT - 1)
  local first, length, quality, middle = struct.unpack('>I4I2I2i2', header)
  local segment = open_segment(number, first, length)
  segment.quality, segment.middle = quality, middle
  return segment
end

-- The best n neighbours of some zones. Each zone: its first segment, the last, and how good its best segment can be;
-- the best zones first. Returns segment and index, or nil.
local function best_of(view, n, zones, segments)
  local free, best, at = cell_of(0, view), nil, nil
  for z = 1, #zones, 3 do
    if best and best.quality >= zones[z + 2] then break end
    local number = next_segment(view, n, zones[z], zones[z + 1], segments)
    while number do
      local segment = read_segment(number)
      if best and segment.quality <= best.quality then break end
      local place = best_place(segment, n, free, segment.middle)
      if place then best, at = segment, place break end
      number = next_segment(view, n, number + 1, zones[z + 1], segments) -- this claim has chosen there already
    end
  end
  return best, at
end

-- Any n places of some zones, from as few segments as come first. Returns a list of segment and index, in turn, or nil.
local function places_of(view, n, zones, segments)
  local free, found = cell_of(0, view), {}
  for z = 1, #zones, 3 do
    local number = next_segment(view, 1, zones[z], zones[z + 1], segments)
    while number do
      local segment = read_segment(number)
      for i = 1, segment.length do
        if segment.cells[i] == free then
          found[#found + 1], found[#found + 2] = segment, i
          if #found == 2 * n then return found end
        end
      end
      number = next_segment(view, 1, number + 1, zones[z + 1], segments)
    end
  end
  return nil, #found / 2
end

-- How many neighbours could be had now, fewer than n.
local function most_of(view, n, zones, segments)
  for fewer = n - 1, 1, -1 do
    for z = 1, #zones, 3 do
      if next_segment(view, fewer, zones[z], zones[z + 1], segments) then return fewer end
    end
  end
  return 0
end

-- What a wish gets: a list of segment and index, in turn; or nil and how many could be had.
local function find(view, wish, segments)
  if wish.how == 'PLACES' then return places_of(view, wish.n, wish.zones, segments) end
  local segment, first = best_of(view, wish.n, wish.zones, segments)
  if not segment and most_of(view, 2, wish.zones, segments) == 0 then
    segment, first = best_of(view, wish.n, wish.otherwise, segments)
  end
  if not segment then
    return nil, math.max(most_of(view, wish.n, wish.zones, segments), most_of(view, wish.n, wish.otherwise, segments))
  end
  local found = {}
  for index = first, first + wish.n - 1 do found[#found + 1], found[#found + 2] = segment, index end
  return found
end
