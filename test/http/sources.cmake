set(CC server_test.cc)
