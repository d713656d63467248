set(CC contract.cc
       shop.cc
       account_test.cc
       authz_test.cc
       expiry_test.cc
       idempotency_test.cc
       json_body_test.cc
       live_test.cc
       main_job_test.cc
       openapi_test.cc
       orders_test.cc
       overload_test.cc
       refusals_test.cc
       reimport_test.cc
       search_answers_test.cc
       search_counts_test.cc
       search_test.cc
       service_test.cc
       worker_pool_test.cc)
set(LINKS boost_json booking)
set(SINGLY ON)
