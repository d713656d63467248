set(CC live_feed_test.cc projector_test.cc)
set(LINKS)
