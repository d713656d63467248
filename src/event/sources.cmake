set(CC decode.cc decode_event.cc decode_ticket.cc encode.cc)
set(H event.h record.h)
set(PCH)
