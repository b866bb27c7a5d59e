#!lua
-- Pins a hold for an order: from now on only that order decides about it. Draws the fence and hands the seats to it.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id    ARGV[4] order id
-- ARGV[5] payment deadline, ms        ARGV[6] margin, ms  ARGV[7] not after, ms
-- ARGV[8] how long a hold may last in all, ms
-- Reply: PINNED, then as claim.lua's HELD (also when this order had pinned it before): deadline is the payment's, token the fence
--        ENDED (over, unknown, or somebody else's) | UNCONFIRMED (other pools of the hold were not all claimed)
--        ORDERED (another order has it) | REBUILDING | LATE
local epoch, id, buyer, order = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local deadline, margin, not_after, longest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local now = now_millis()
if now > not_after then return {'LATE'} end
if not is_epoch(epoch) then return {'REBUILDING'} end
retire_due(epoch, now)
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer then return {'ENDED'} end
if is_ordered(hold) then
  return hold[ORDER] == order and say('PINNED', hold) or {'ORDERED'}
end
if hold[DEADLINE] <= now then return {'ENDED'} end
if hold[STATE] == CLAIMED then return {'UNCONFIRMED'} end

hold[TOKEN] = next_change(epoch, 'pin', hold[ORDINALS])
hold[STATE], hold[ORDER] = PINNED, order
move_deadline(id, hold, math.min(deadline, hold[CREATED] + longest), margin)
return say('PINNED', hold)
