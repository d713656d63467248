set(CC audit.cc findings.cc key_check.cc order_check.cc seat_check.cc)
set(H audit.h findings.h key_check.h order_check.h seat_check.h)
set(PCH)
