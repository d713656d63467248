set(CC csv_test.cc)
