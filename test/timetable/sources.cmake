set(CC builder_test.cc
    calendar_math_test.cc
    cn_import_test.cc
    cn_national_test.cc
    csv_test.cc
    formations_test.cc
    gtfs_fuzz_test.cc
    gtfs_import_test.cc
    gtfs_shared_data_test.cc
    gtfs_value_test.cc
    inline_feed.cc
    model_test.cc
    native_test.cc
    places_test.cc
    search_test.cc
    store_file_test.cc
    zip_gate_test.cc
    zip_maker.cc)
set(LINKS z)
