#pragma once

#include <functional>
#include <variant>

#include "base/ids.h"
#include "base/result.h"
#include "command/command.h"
#include "command/reply.h"
#include "pipeline/urgency.h"

namespace chepiao {

using on_reply = std::move_only_function<void(result<reply>)>;
using on_order = std::move_only_function<void(result<order_view>)>;
using on_seats = std::move_only_function<void(result<seat_map_view>)>;

// What is asked of the deciding thread, and whom to tell.
struct command_request {
  command asked;
  on_reply tell;
};
struct order_request {
  order_id order;
  account_id account{};
  on_order tell;
};
struct seats_request {
  departure_id departure;
  place_class_id place_class{};
  stop_index from{};
  stop_index to{};
  on_seats tell;
};
using request = std::variant<command_request, order_request, seats_request>;

inline urgency urgency_of(command_request const& r) {
  return std::holds_alternative<hold_seats>(r.asked.body) ? urgency::hold : urgency::money;
}
inline urgency urgency_of(order_request const&) {
  return urgency::order_read;
}
inline urgency urgency_of(seats_request const&) {
  return urgency::browse;
}
inline urgency urgency_of(request const& r) {
  return std::visit([](auto const& one) { return urgency_of(one); }, r);
}

inline void refuse_request(request& r, refusal_code code) {
  std::visit([&](auto& one) { one.tell(refuse(code)); }, r);
}

// An answer that waits for the flush which covers it.
struct waiting_reply {
  on_reply tell;
  result<reply> answer;
};
struct waiting_order {
  on_order tell;
  result<order_view> answer;
};
struct waiting_seats {
  on_seats tell;
  result<seat_map_view> answer;
};
using waiting = std::variant<waiting_reply, waiting_order, waiting_seats>;

inline void release(waiting& w) {
  std::visit([](auto& one) { one.tell(std::move(one.answer)); }, w);
}
inline void refuse_waiting(waiting& w, refusal_code code) {
  std::visit([&](auto& one) { one.tell(refuse(code)); }, w);
}
inline bool is_read(waiting const& w) {
  return !std::holds_alternative<waiting_reply>(w);
}

}  // namespace chepiao
