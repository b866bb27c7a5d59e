#!lua
-- Gives a hold more time, once, and never beyond the longest that a hold may last.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id    ARGV[4] how long it lasts from now on, ms
-- ARGV[5] margin, ms                  ARGV[6] not after, ms
-- ARGV[7] how long a hold may last in all, ms
-- Reply: as claim.lua's HELD, extended now or before | ENDED (over) | ORDERED (an order has it)
--        UNKNOWN (never was, or somebody else's) | REBUILDING | LATE
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
local lasts, margin, not_after, longest = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local now = now_millis()
if now > not_after then return {'LATE'} end
if not is_epoch(epoch) then return {'REBUILDING'} end
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer then return {has_ended(id, buyer) and 'ENDED' or 'UNKNOWN'} end
if is_ordered(hold) then return {'ORDERED'} end
if hold[DEADLINE] <= now or hold[STATE] == CLAIMED then return {'ENDED'} end
if hold[EXTENDED] == 0 then
  hold[EXTENDED] = 1
  move_deadline(id, hold, math.max(hold[DEADLINE], math.min(now + lasts, hold[CREATED] + longest)), margin)
end
return say('HELD', hold)
