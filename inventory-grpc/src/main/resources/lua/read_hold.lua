#!lua flags=no-writes
-- Reads one hold of a buyer's.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id
-- Reply: as claim.lua's HELD | ENDED | UNKNOWN (never was, or somebody else's) | REBUILDING
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
if not is_epoch(epoch) then return {'REBUILDING'} end
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer then return {has_ended(id, buyer) and 'ENDED' or 'UNKNOWN'} end
if is_over(hold, now_millis()) then return {'ENDED'} end
return say('HELD', hold)
