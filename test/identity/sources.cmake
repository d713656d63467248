set(CC account_test.cc attempt_limit_test.cc at_rest_test.cc cipher_test.cc document_test.cc form_test.cc keyed_hash_test.cc peer_limit_test.cc
       session_test.cc token_test.cc traveller_test.cc write_queue_test.cc)
set(LINKS)
set(SINGLY ON)
