#!lua
-- Pins a hold for an order: from now on only that order decides about it. Draws the fence and hands the seats to it.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id    ARGV[4] order id
-- ARGV[5] payment deadline, ms        ARGV[6] margin, ms  ARGV[7] not after, ms
-- Reply: PINNED sequence quote (also when this order had pinned it before) | ENDED (over, unknown, or somebody else's)
--        ORDERED (another order has it) | REBUILDING | LATE
local epoch, id, buyer, order = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local deadline, margin, not_after = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local now = now_millis()
if now > not_after then return {'LATE'} end
if not is_epoch(epoch) then return {'REBUILDING'} end
retire_due(epoch, now)
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer then return {'ENDED'} end
if hold[STATE] ~= ACTIVE then
  if hold[ORDER] == order then return {'PINNED', hold[TOKEN], hold[QUOTE]} end
  return {'ORDERED'}
end
if hold[DEADLINE] <= now then return {'ENDED'} end

local free_at = free_second(deadline, margin)
local fence = next_change(epoch, 'pin', hold[ORDINALS])
for _, ordinal in ipairs(hold[ORDINALS]) do write_cell(ordinal, fence, free_at) end
hold[STATE], hold[TOKEN], hold[DEADLINE], hold[ORDER] = PINNED, fence, deadline, order
save_hold(id, hold)
redis.call('ZADD', DUE, free_at * 1000, id)
return {'PINNED', fence, hold[QUOTE]}
