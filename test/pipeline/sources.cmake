set(CC admission_test.cc crash_test.cc decoded_rows_test.cc full_disk_test.cc pipeline_test.cc recovery_test.cc snapshot_file_test.cc writer_test.cc)
set(LINKS engine SQLite::SQLite3)
