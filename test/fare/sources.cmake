set(CC tariff_test.cc)
