#include "api/routes.h"

#include <memory>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/json_body.h"
#include "api/ops/ops_endpoints.h"
#include "api/v1/endpoints.h"

namespace chepiao::api {
namespace {

// An endpoint that answers at once.
template <typename Endpoint>
http::handler at_once(Endpoint endpoint) {
  return [endpoint = std::move(endpoint)](http::request request,
                                          std::unique_ptr<http::responder> reply) {
    reply->respond(answer_of(endpoint(request)));
  };
}

http::handler document(std::string_view content_type, std::string body) {
  return at_once(ops::get_document{.content_type = content_type,
                                   .body = std::make_shared<std::string const>(std::move(body))});
}

std::vector<http::route> static_routes(context& c) {
  return {
      {"GET", "/api/v1/settings",
       at_once(v1::get_settings{c.schedule, c.prices, c.limits, c.facts, c.names, c.time})},
      {"GET", "/api/v1/stations", at_once(v1::find_stations_endpoint{c.schedule})},
  };
}

std::vector<http::route> browse_routes(context& c) {
  return {
      {"GET", "/api/v1/journeys",
       at_once(v1::find_journeys{c.schedule, c.prices, c.limits, c.names, c.sales, c.time,
                                 c.searches})},
      {"GET", "/api/v1/departures/{id}",
       at_once(v1::get_departure{c.schedule, c.prices, c.limits, c.names, c.time})},
      {"GET", "/api/v1/departures/{id}/seats",
       v1::get_seats{c.schedule, c.names, c.sales, c.readers}},
      {"GET", "/api/v1/departures/{id}/availability",
       v1::watch_availability{c.schedule, c.names, c.sales, c.live}},
  };
}

std::vector<http::route> account_routes(context& c) {
  return {
      {"POST", "/api/v1/accounts", v1::create_account{c.people, c.keys}, kBodyBytesMax},
      {"POST", "/api/v1/sessions", v1::sign_in{c.people}, kBodyBytesMax},
  };
}

v1::order_teller teller_of(context& c) {
  return {order_text{c.schedule, c.names, c.people}, c.readers};
}

std::vector<http::route> new_order_routes(context& c) {
  return {
      {"POST", "/api/v1/orders",
       v1::create_order{c.schedule, c.limits, c.people, c.sales, c.time, c.chance, teller_of(c)},
       kBodyBytesMax},
  };
}

std::vector<http::route> order_read_routes(context& c) {
  auto const teller = teller_of(c);
  auto const past = v1::past_orders{c.sales, c.projected, c.orders, c.readers};
  return {
      {"GET", "/api/v1/orders", v1::list_orders{c.people, past, teller.text}},
      {"GET", "/api/v1/orders/{id}", v1::get_order{c.people, c.sales, teller, past}},
      {"GET", "/api/v1/orders/{id}/tickets/{n}/qr.svg", v1::get_ticket_qr{c.people, c.sales, past}},
  };
}

std::vector<http::route> money_routes(context& c) {
  auto const teller = teller_of(c);
  auto const past = v1::past_orders{c.sales, c.projected, c.orders, c.readers};
  return {
      {"POST", "/api/v1/orders/{id}/payments",
       v1::pay_order_endpoint{c.people, c.sales, teller, past}, kBodyBytesMax},
      {"POST", "/api/v1/orders/{id}/cancel",
       v1::cancel_order_endpoint{c.people, c.sales, teller, past}, kBodyBytesMax},
      {"POST", "/api/v1/orders/{id}/refunds",
       v1::refund_tickets_endpoint{c.people, c.sales, teller, past}, kBodyBytesMax},
      {"DELETE", "/api/v1/sessions", v1::sign_out{c.people}},
  };
}

std::vector<http::route> service_routes(context& c) {
  return {
      {"GET", "/healthz", at_once(ops::get_health{})},
      {"GET", "/readyz", at_once(ops::get_readiness{c.sales})},
      {"GET", "/metrics",
       at_once(ops::get_metrics{c.sales, c.projected, c.people, c.seen, c.readers, c.time,
                                c.entrance, c.server_figures})},
      {"GET", "/openapi.json", document("application/json", std::string{ops::openapi_text()})},
      {"GET", "/api", document("text/html; charset=utf-8", ops::openapi_page(ops::openapi_text()))},
      {"GET", "/api/style.css",
       document("text/css; charset=utf-8", std::string{ops::openapi_style()})},
  };
}

}  // namespace

std::vector<http::route> routes(context& c) {
  auto all = std::vector<http::route>{};
  auto const add = [&](urgency u, std::vector<http::route> part) {
    for (auto& each : part) {
      all.push_back(c.seen.counted(c.entrance.guarded(u, std::move(each))));
    }
  };
  add(urgency::browse, browse_routes(c));
  add(urgency::hold, account_routes(c));
  add(urgency::hold, new_order_routes(c));
  add(urgency::order_read, order_read_routes(c));
  add(urgency::money, money_routes(c));
  // As cheap as a refusal, or wanted most when it is crowded.
  for (auto part : {static_routes(c), service_routes(c)}) {
    for (auto& each : part) {
      all.push_back(c.seen.counted(std::move(each)));
    }
  }
  return all;
}

}  // namespace chepiao::api
