set(CC decode.cc encode.cc)
set(H event.h record.h)
set(PCH)
