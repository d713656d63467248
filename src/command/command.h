#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "event/record.h"

// What may be asked of the engine. Shapes are checked by the caller (api); rules are decided by
// booking.

namespace chepiao {

// A seat by its printed name.
struct named_seat {
  std::string coach;  // "05"
  std::string label;  // "12F"
};

struct leg_request {
  departure_id departure;
  stop_index from{};
  stop_index to{};
  place_class_id place_class{};
  std::vector<named_seat> seats;  // empty: any seats; otherwise one for each passenger, in order
};

struct passenger_ref {
  passenger_id passenger{};
  document_hash document{};
  passenger_type type{};
};

// Reserve seats for all passengers on all legs, or none at all. The caller draws the new order's
// id.
struct hold_seats {
  order_id order;
  account_id account{};
  std::vector<leg_request> legs;  // in order of travel
  std::vector<passenger_ref> passengers;
};

struct pay_order {
  order_id order;
  account_id account{};
  payment_method method{};
};

struct cancel_order {
  order_id order;
  account_id account{};
};

struct refund_tickets {
  order_id order;
  account_id account{};
  std::vector<std::uint8_t> tickets;  // indices; empty: all that are left
};

// Timers: submitted by the pipeline when the engine says they are due.
struct expire_holds {};
struct forget_keys {};
struct close_departures {};
struct settle_orders {};

using command_body = std::variant<hold_seats,
                                  pay_order,
                                  cancel_order,
                                  refund_tickets,
                                  expire_holds,
                                  forget_keys,
                                  close_departures,
                                  settle_orders>;

struct command {
  std::optional<command_identity> identity;  // none for timers
  command_body body;
};

}  // namespace chepiao
