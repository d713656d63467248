set(CC ledger.cc)
set(H ledger.h)
set(PCH)
