-- ARGV[1]: a random number that says which departure and which stretch; ARGV[2]: the idempotency key.
local r = tonumber(ARGV[1])
local departure = 'd:' .. (r % 1300)
local from = math.floor(r / 1300) % 15
local to = from + 1 + math.floor(r / 19500) % (15 - from)
if not redis.call('SET', 'k:' .. ARGV[2], '1', 'NX', 'EX', 86400) then
  return 'replayed'
end
local counters = {}
for s = from, to - 1 do
  counters[#counters + 1] = s
end
local free = redis.call('HMGET', departure, unpack(counters))
for i = 1, #free do
  if tonumber(free[i] or 1000000000) < 1 then
    return 'sold_out'
  end
end
for i, s in ipairs(counters) do
  redis.call('HINCRBY', departure, s, -1)
end
redis.call('HSET', 'o:' .. ARGV[2], 'departure', departure, 'from', from, 'to', to, 'account', r % 1000)
return 'held'
