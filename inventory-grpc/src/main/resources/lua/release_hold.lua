#!lua flags=allow-oom
-- Gives the seats of a buyer's hold back.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id
-- Reply: RELEASED | ENDED (it was over) | ORDERED (an order has it) | UNKNOWN (never was, or somebody else's) | REBUILDING
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
if not is_epoch(epoch) then return {'REBUILDING'} end
local now = now_millis()
retire_due(epoch, now)
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer then return {has_ended(id, buyer) and 'ENDED' or 'UNKNOWN'} end
if hold[STATE] ~= ACTIVE then return {'ORDERED'} end
retire(epoch, id, hold, now)
return {'RELEASED'}
