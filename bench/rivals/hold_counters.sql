-- Row counters for each segment; everybody wants the one hot train.
\set account random(1, 1000)
\set from random(0, 14)
\set to random(:from + 1, 15)
\set segments (1 << :to) - (1 << :from)
\set key random(1, 9000000000000000000)
begin;
insert into idempotency_key (key) values (:key);
update segment_counter set free = free - 1
  where departure = 1 and segment >= :from and segment < :to and free > 0;
insert into ticket_order (account, departure, segments, key, expires_at)
  values (:account, 1, :segments, :key, now() + interval '10 minutes');
commit;
