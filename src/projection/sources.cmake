set(CC live_feed.cc projector.cc touched_departures.cc)
set(H live_feed.h projector.h touched_departures.h)
set(PCH)
