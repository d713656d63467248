set(CC csv_test.cc
       zip_gate_test.cc
       zip_maker.cc)
set(LINKS z)
