set(CC ledger_test.cc)
set(LINKS)
