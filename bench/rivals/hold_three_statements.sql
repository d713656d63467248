-- The same as most programs would do it: statement by statement in a transaction.
\set departure random(1, :departures)
\set account random(1, 1000)
\set from random(0, 14)
\set to random(:from + 1, 15)
\set segments (1 << :to) - (1 << :from)
\set key random(1, 9000000000000000000)
begin;
select seat from seat
  where departure = :departure and taken & :segments = 0
  order by seat limit 1
  for update skip locked \gset
update seat set taken = taken | :segments where departure = :departure and seat = :seat;
with fresh as (insert into idempotency_key (key) values (:key))
insert into ticket_order (account, departure, seat, segments, key, expires_at)
  values (:account, :departure, :seat, :segments, :key, now() + interval '10 minutes');
commit;
