set(CC history_test.cc)
set(LINKS)
