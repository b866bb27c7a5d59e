#!lua flags=allow-oom
-- Forgets holds of a buyer that are over, so that they are not listed.
--
-- KEYS[1] names of his holds, by the latest time at which each is over, ms
-- ARGV    names
-- Reply: DROPPED
redis.call('ZREM', KEYS[1], unpack(ARGV))
return {'DROPPED'}
