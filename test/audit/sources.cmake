set(CC audit_test.cc)
set(LINKS engine)
