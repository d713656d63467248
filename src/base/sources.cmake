set(CC bytes.cc check.cc clock.cc hash.cc ids.cc instant.cc io.cc refusal.cc rng.cc service_day.cc sqlite.cc
   steady_wall_clock.cc)
set(H bytes.h check.h clock.h hash.h ids.h instant.h io.h money.h refusal.h result.h rng.h service_day.h sqlite.h
  steady_wall_clock.h)
set(PCH)
