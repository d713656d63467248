set(CC engine.cc keys.cc)
set(H engine.h keys.h row_queue.h)
set(PCH)
