set(CC assumed_tariff.cc tariff.cc tariff_file.cc)
set(H assumed_tariff.h tariff.h)
set(PCH)
