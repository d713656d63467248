set(CC departure_stock_test.cc together_test.cc)
