set(CC cn_national_test.cc
    csv_test.cc
    zip_gate_test.cc
    zip_maker.cc)
set(LINKS z)
