#pragma once

#include <memory>
#include <string>

#include "api/context.h"
#include "api/order_text.h"
#include "api/v1/past_orders.h"
#include "api/v1/told_order.h"
#include "base/result.h"
#include "http/server.h"

// The whole of /api/v1 on one screen: each endpoint holds exactly what it needs. Those that return
// an answer give it at once; the others answer later and block nobody.

namespace chepiao::api::v1 {

using outcome = result<http::response>;
using reply_to = std::unique_ptr<http::responder>;

struct get_settings {
  timetable const& schedule;
  tariff const& prices;
  sale_limits const& limits;
  public_facts const& facts;
  wire_names const& names;
  clock const& time;
  outcome operator()(http::request const&) const;
};

struct find_stations_endpoint {
  timetable const& schedule;
  outcome operator()(http::request const&) const;
};

struct find_journeys {
  timetable const& schedule;
  tariff const& prices;
  sale_limits const& limits;
  wire_names const& names;
  pipeline const& sales;
  clock const& time;
  search_answers& answers;
  outcome operator()(http::request const&) const;
};

struct get_departure {
  timetable const& schedule;
  tariff const& prices;
  sale_limits const& limits;
  wire_names const& names;
  clock const& time;
  outcome operator()(http::request const&) const;
};

struct get_seats {
  timetable const& schedule;
  wire_names const& names;
  pipeline& sales;
  worker_pool& readers;
  void operator()(http::request, reply_to) const;
};

struct watch_availability {
  timetable const& schedule;
  wire_names const& names;
  pipeline const& sales;
  live_counts& live;
  void operator()(http::request, reply_to) const;
};

struct create_account {
  identity& people;
  account_keys& keys;
  void operator()(http::request, reply_to) const;
};

struct sign_in {
  identity& people;
  void operator()(http::request, reply_to) const;
};

struct sign_out {
  identity& people;
  void operator()(http::request, reply_to) const;
};

struct create_order {
  timetable const& schedule;
  sale_limits const& limits;
  identity& people;
  pipeline& sales;
  clock& time;
  rng& chance;
  order_teller orders;
  void operator()(http::request, reply_to) const;
};

struct pay_order_endpoint {
  identity const& people;
  pipeline& sales;
  order_teller orders;
  past_orders past;
  void operator()(http::request, reply_to) const;
};

struct cancel_order_endpoint {
  identity const& people;
  pipeline& sales;
  order_teller orders;
  past_orders past;
  void operator()(http::request, reply_to) const;
};

struct refund_tickets_endpoint {
  identity const& people;
  pipeline& sales;
  order_teller orders;
  past_orders past;
  void operator()(http::request, reply_to) const;
};

struct list_orders {
  identity const& people;
  past_orders past;
  order_text text;
  void operator()(http::request, reply_to) const;
};

struct get_order {
  identity const& people;
  pipeline& sales;
  order_teller orders;
  past_orders past;
  void operator()(http::request, reply_to) const;
};

struct get_ticket_qr {
  identity const& people;
  pipeline& sales;
  past_orders past;
  void operator()(http::request, reply_to) const;
};

}  // namespace chepiao::api::v1
