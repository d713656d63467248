set(CC account_keys.cc
       answers.cc
       caller.cc
       door.cc
       journeys_text.cc
       json_body.cc
       json_text.cc
       live_counts.cc
       order_text.cc
       qr_code.cc
       query.cc
       routes.cc
       search_answers.cc
       stretch.cc
       strict_json.cc
       traffic.cc
       wire_names.cc
       worker_pool.cc
       ops/health.cc
       ops/metrics.cc
       ops/openapi_page.cc
       ops/openapi_text.cc
       v1/accounts.cc
       v1/availability.cc
       v1/create_order.cc
       v1/departure.cc
       v1/journeys.cc
       v1/new_order.cc
       v1/order_actions.cc
       v1/orders.cc
       v1/seats.cc
       v1/sessions.cc
       v1/settings.cc
       v1/stations.cc
       v1/ticket_qr.cc)
set(H account_keys.h
      context.h
      door.h
      live_counts.h
      order_text.h
      routes.h
      search_answers.h
      traffic.h
      wire_names.h
      worker_pool.h)
set(PCH <boost/json.hpp>)

# The contract travels inside the program, as one string literal.
set(openapi_file "${PROJECT_SOURCE_DIR}/openapi/chepiao.json")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${openapi_file}")
file(READ "${openapi_file}" openapi_json)
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/api/openapi_text.inc"
               CONTENT "R\"openapi(@openapi_json@)openapi\"" @ONLY)
set_source_files_properties("${PROJECT_SOURCE_DIR}/src/api/ops/openapi_text.cc" PROPERTIES
                            INCLUDE_DIRECTORIES "${PROJECT_BINARY_DIR}/generated/api"
                            SKIP_PRECOMPILE_HEADERS ON)
set(SINGLY ON)
