#!lua flags=allow-oom
-- Drops holds that are over from among their buyer's.
--
-- KEYS[1] as note_hold.lua's
-- ARGV    names
-- Reply: DROPPED
redis.call('ZREM', KEYS[1], unpack(ARGV))
return {'DROPPED'}
