set(CC order_store_test.cc order_fold_test.cc order_damage_test.cc)
set(LINKS)
