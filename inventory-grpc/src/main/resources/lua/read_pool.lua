#!lua flags=no-writes
-- Reads all seats of a pool at one moment. A copy of the string: it costs the same however many are taken.
--
-- ARGV[1] epoch
-- Reply: POOL sequence now seats | REBUILDING
if not is_epoch(ARGV[1]) then return {'REBUILDING'} end
return {'POOL', redis.call('HGET', META, 'sequence'), now_millis(), redis.call('GET', SEATS)}
