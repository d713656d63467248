-- The key, the first seat that is free on the stretch, and the order, in one statement.
\set departure random(1, :departures)
\set account random(1, 1000)
\set from random(0, 14)
\set to random(:from + 1, 15)
\set segments (1 << :to) - (1 << :from)
\set key random(1, 9000000000000000000)
with fresh as (
  insert into idempotency_key (key) values (:key) on conflict do nothing returning key
), found as (
  select seat from seat
  where departure = :departure and taken & :segments = 0 and exists (select from fresh)
  order by seat limit 1
  for update skip locked
), took as (
  update seat set taken = taken | :segments from found
  where seat.departure = :departure and seat.seat = found.seat
  returning seat.seat
)
insert into ticket_order (account, departure, seat, segments, key, expires_at)
  select :account, :departure, seat, :segments, :key, now() + interval '10 minutes' from took
  returning id, seat;
