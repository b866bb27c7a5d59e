#!lua flags=allow-oom
-- Ends holds whose time is over, some of them at a time, so that what is free is counted though nobody claims.
--
-- ARGV[1] epoch
-- Reply: RETIRED more (1 when more may be due) | REBUILDING
if not is_epoch(ARGV[1]) then return {'REBUILDING'} end
return {'RETIRED', retire_due(ARGV[1], now_millis()) and 1 or 0}
