#!lua flags=no-writes
-- Reads all seats of a pool at one moment. A copy of the string: it costs the same however many are taken.
--
-- ARGV[1] epoch
-- Reply: POOL now seats | REBUILDING
if not is_epoch(ARGV[1]) then return {'REBUILDING'} end
return {'POOL', now_millis(), redis.call('GET', SEATS)}
