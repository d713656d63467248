set(CC byte_source.cc csv.cc utf8.cc)
set(H byte_source.h csv.h import_report.h utf8.h)
set(PCH)
