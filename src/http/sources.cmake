set(CC exchange.cc header_gate.cc io_thread.cc listener.cc loop_lag.cc plain_session.cc problem.cc request.cc
       request_parser.cc response_writer.cc router.cc server.cc session.cc sse_stream.cc static_files.cc target.cc
       tls_context.cc tls_session.cc)
set(H characters.h header_gate.h loop_lag.h response_writer.h router.h server.h service.h static_files.h target.h)
set(PCH <boost/asio.hpp> <boost/asio/ssl.hpp> <boost/beast/http/basic_parser.hpp>)
