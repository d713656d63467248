set(CC bytes_test.cc files_test.cc ids_test.cc instant_test.cc refusal_test.cc sqlite_test.cc
   steady_wall_clock_test.cc)
