#!lua flags=no-writes
-- Reads what changed after a change that the caller has seen, or all seats where that cannot be said.
--
-- ARGV[1] epoch    ARGV[2] number of the last change seen; -1 asks for all seats    ARGV[3] changes at most
-- Reply, by its first word
--   CHANGES due number what seats...            the changes since, up to that number: what each did and to which ordinals
--                                               (joined by commas), in turn
--   POOL due number seats oldest what seats...  all seats as they are after that number, and the changes since oldest, which
--                                               led there, the newest first
--   REBUILDING
-- due    1 when holds are due to be retired, else 0
if not is_epoch(ARGV[1]) then return {'REBUILDING'} end
local epoch, seen, most = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local number = tonumber(redis.call('HGET', META, 'sequence'))
local due = #redis.call('ZRANGEBYSCORE', DUE, 1, now_millis(), 'LIMIT', 0, 1)

local function number_of(entry) return tonumber(string.match(entry[1], '-(%d+)$')) end

local function add_changes(reply, entries)
  for _, entry in ipairs(entries) do
    reply[#reply + 1], reply[#reply + 2] = entry[2][1], entry[2][2]
  end
  return reply
end

if seen == number then return {'CHANGES', due, number} end
if seen >= 0 and seen < number then
  local entries = redis.call('XRANGE', LOG, '(' .. epoch .. '-' .. seen, '+', 'COUNT', most)
  -- every change has the number after the one before it: another one means that the log was cut
  if #entries > 0 and number_of(entries[1]) == seen + 1 then
    return add_changes({'CHANGES', due, number_of(entries[#entries])}, entries)
  end
end
local entries = redis.call('XREVRANGE', LOG, '+', '-', 'COUNT', most)
return add_changes({'POOL', due, number, redis.call('GET', SEATS), number - #entries}, entries)
