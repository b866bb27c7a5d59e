#!lua
-- Stores the ranking that the caller was to make, unless that took so long that another makes it now.
--
-- KEYS[1] ranking: bytes, at (ms), moved      KEYS[2] landmark      KEYS[3] who makes the next one
-- ARGV[1] token, of the caller    ARGV[2] when it was made, ms    ARGV[3] moved, when it was made    ARGV[4] bytes
-- Reply: STORED | LATE
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return {'LATE'} end
redis.call('HSET', KEYS[1], 'at', ARGV[2], 'moved', ARGV[3], 'bytes', ARGV[4])
redis.call('DEL', KEYS[3])
return {'STORED'}
