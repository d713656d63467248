set(CC assumed_tariff.cc native_tariff.cc tariff.cc tariff_file.cc)
set(H assumed_tariff.h native_tariff.h tariff.h)
set(PCH)
