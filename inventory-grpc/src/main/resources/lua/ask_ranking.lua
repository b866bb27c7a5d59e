#!lua
-- Asks for the ranking. Whoever finds it too old makes the next one, alone for some time; the others go on with the old
-- one. It may grow the older the less is asked and added meanwhile.
--
-- KEYS[1] ranking: bytes, at (ms), moved      KEYS[2] landmark: moved      KEYS[3] who makes the next one
-- ARGV[1] now, ms             ARGV[2] shortest life, ms    ARGV[3] longest life, ms    ARGV[4] heat that halves the longest
-- ARGV[5] how often it was asked for since the last call   ARGV[6] token, of the caller    ARGV[7] how long it may take, ms
-- Reply: FRESH bytes | MAKE bytes (the caller makes the next one; bytes are empty where there is none)
--        STALE bytes (another makes the next one) | WAIT (another makes the first one)
local RANKING, LANDMARK, MAKER = KEYS[1], KEYS[2], KEYS[3]
local shortest, longest, half = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local moved = tonumber(redis.call('HINCRBYFLOAT', LANDMARK, 'moved', ARGV[5]))
local known = redis.call('HMGET', RANKING, 'bytes', 'at', 'moved')
if known[1] then
  local age = math.abs(tonumber(ARGV[1]) - known[2])
  local heat = moved - known[3]
  if age < shortest or age < longest * half / (half + heat) then return {'FRESH', known[1]} end
end
if redis.call('SET', MAKER, ARGV[6], 'NX', 'PX', ARGV[7]) then return {'MAKE', known[1] or ''} end
return known[1] and {'STALE', known[1]} or {'WAIT'}
