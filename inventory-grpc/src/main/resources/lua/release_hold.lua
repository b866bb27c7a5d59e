#!lua flags=allow-oom
-- Gives back what a buyer's hold has in this pool.
--
-- ARGV[1] epoch    ARGV[2] hold id    ARGV[3] buyer id
-- ARGV[4] 1 where what it has in other pools was given back; CLAIMED where only what waits for other pools is given back
-- Reply: RELEASED | ENDED (it was over) | ORDERED (an order has it) | UNKNOWN (never was, or somebody else's) | REBUILDING
--        KEPT (it waits for no other pool any more: nothing was done)
--        PARTS parts (it has something in other pools: give that back first; nothing was done)
local epoch, id, buyer = ARGV[1], ARGV[2], ARGV[3]
if not is_epoch(epoch) then return {'REBUILDING'} end
local now = now_millis()
retire_due(epoch, now)
local hold = load_hold(id)
if not hold or hold[BUYER] ~= buyer then return {has_ended(id, buyer) and 'ENDED' or 'UNKNOWN'} end
if is_ordered(hold) then return {'ORDERED'} end
if ARGV[4] == CLAIMED then
  if hold[STATE] ~= CLAIMED then return {'KEPT'} end
elseif hold[PARTS] ~= '' and ARGV[4] ~= '1' then
  return {'PARTS', hold[PARTS]}
end
retire(epoch, id, hold, now)
return {'RELEASED'}
