set(CC engine.cc keys.cc)
set(H engine.h keys.h)
set(PCH)
