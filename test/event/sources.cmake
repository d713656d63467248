set(CC golden_test.cc record_test.cc)
set(LINKS proto)
