set(CC apply_test.cc seat_plans_test.cc slot_index_test.cc)
set(LINKS)
