#!lua flags=allow-oom
-- Says what seats are that were set aside, once PostgreSQL has said it, or gives them back.
--
-- ARGV[1] epoch    ARGV[2] claim id    ARGV[3] token that they were set aside under
-- ARGV[4] 1 where the token keeps them, 0 where they are free    ARGV[5] until, as the cells have it: BLOCKED, or the channel that may have them
-- Reply: SETTLED seats (how many; none where it was done before, or has lapsed) | REBUILDING
local epoch, id, token = ARGV[1], ARGV[2], tonumber(ARGV[3])
local owner, until_second = ARGV[4] == '1' and token or 0, tonumber(ARGV[5])
if not is_epoch(epoch) then return {'REBUILDING'} end
local hold = load_hold(id)
if not hold or hold[TOKEN] ~= token then return {'SETTLED', 0} end
local settled = {}
for _, ordinal in ipairs(hold[ORDINALS]) do
  local segment, index = place_of(ordinal, hold[SEGMENTS])
  if owner_of(segment, index) == token then
    put_cell(segment, index, cell_of(owner, until_second))
    settled[#settled + 1] = ordinal
  end
end
-- a channel that has seats for the first time has a view from now on
if owner == 0 and until_second > tonumber(redis.call('HGET', META, 'channels') or 0) then
  redis.call('HSET', META, 'channels', until_second)
end
write_cells()
redis.call('HDEL', HOLDS, id)
redis.call('ZREM', DUE, id)
count(hold[BUYER], -#hold[ORDINALS])
-- that they are taken was said when they were set aside
if #settled > 0 then next_change(epoch, owner == 0 and until_second == 0 and 'free' or 'pin', settled) end
return {'SETTLED', #settled}
