-- One row for each seat of each departure; bit i of `taken`: the seat is taken on segment i.
create table seat (
  departure int not null,
  seat int not null,
  taken bigint not null default 0,
  primary key (departure, seat)
) with (fillfactor = 70);

create table idempotency_key (key bigint primary key);

create table ticket_order (
  id bigint generated always as identity primary key,
  account int not null,
  departure int not null,
  seat int,
  segments bigint not null,
  key bigint not null,
  expires_at timestamptz not null
);

-- The other design: how many seats are free on each segment, whoever gets which.
create table segment_counter (
  departure int not null,
  segment int not null,
  free int not null,
  primary key (departure, segment)
) with (fillfactor = 20);

insert into seat (departure, seat)
  select d, s from generate_series(1, :departures) d, generate_series(1, :seats) s;
insert into segment_counter
  select d, s, 1000000000 from generate_series(1, :departures) d, generate_series(0, 14) s;
vacuum analyze;
checkpoint;
