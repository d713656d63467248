set(CC gate_agreement_test.cc header_gate_test.cc hostile_client_test.cc loop_lag_test.cc pieces_test.cc problem_test.cc router_test.cc server_test.cc static_files_test.cc stop_test.cc
       stream_test.cc target_test.cc tls_test.cc)
set(LINKS OpenSSL::SSL)
