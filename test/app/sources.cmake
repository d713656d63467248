set(CC catalogue_test.cc listen_address_test.cc)
