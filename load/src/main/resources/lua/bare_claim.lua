#!lua
-- Takes every key for one owner, or none: the least that a claim of seats could be.
--
-- KEYS     one per seat, all carrying the same hash tag
-- ARGV[1]  owner     ARGV[2]  how long it lasts, ms
-- Reply    0 when taken; else the position, from 1, of a key that somebody has
for position, key in ipairs(KEYS) do
  if not redis.call('SET', key, ARGV[1], 'NX', 'PX', ARGV[2]) then
    if position > 1 then redis.call('DEL', unpack(KEYS, 1, position - 1)) end
    return position
  end
end
return 0
