set(CC cn_national_test.cc
       csv_test.cc
       gtfs_shared_data_test.cc
       inline_feed.cc
       zip_gate_test.cc
       zip_maker.cc)
set(LINKS z)
