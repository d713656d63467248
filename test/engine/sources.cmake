set(CC engine_test.cc)
set(LINKS)
