#!lua
-- Confirms the part of a hold that lies in this pool, after all of its pools were claimed: it lasts as long as any hold now.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id    ARGV[4] how long it lasts from now on, ms
-- ARGV[5] margin, ms                  ARGV[6] not after, ms
-- ARGV[7] what the hold has in other pools, opaque; empty in those
-- Reply: as claim.lua's HELD, confirmed now or before | ENDED (over, unknown, or somebody else's) | REBUILDING | LATE
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
local lasts, margin, not_after = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local now = now_millis()
if now > not_after then return {'LATE'} end
if not is_epoch(epoch) then return {'REBUILDING'} end
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer or (hold[STATE] == CLAIMED and hold[DEADLINE] <= now) then return {'ENDED'} end
if hold[STATE] == CLAIMED then
  hold[STATE], hold[PARTS] = ACTIVE, ARGV[7]
  move_deadline(id, hold, now + lasts, margin)
end
return say('HELD', hold)
