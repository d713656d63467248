#pragma once

#include <vector>

#include "event/record.h"

namespace chepiao::test {

// A batch in which every event kind of journal format 1 occurs, each field with a value of its own.
inline std::vector<record> every_kind_of_event() {
  auto const order = order_id{0x0123456789ABCDEFULL, 0xFEDCBA9876543210ULL};
  auto const departure = departure_id{service_id{1042}, service_day{20'779}};
  auto const at = [](std::int64_t ms) { return instant{milliseconds{ms}}; };
  auto identity = command_identity{};
  for (auto i = std::size_t{0}; i < 16; ++i) {
    identity.id.value[i] = static_cast<std::byte>(i + 1);
    identity.digest[i] = static_cast<std::byte>(255 - i);
  }
  auto const ticket = [&](std::uint8_t n, passenger_type type, char const* label) {
    return held_ticket{.passenger = passenger_id{0xA0A0A0A0A0A0A0A0ULL + n},
                       .document = document_hash{0xB0B0B0B0B0B0B0B0ULL + n},
                       .type = type,
                       .leg = n,
                       .departure = departure,
                       .place_class = place_class_id{2},
                       .from = stop_index{3},
                       .to = stop_index{66},
                       .seat = seat_index{static_cast<std::uint16_t>(1199 + n)},
                       .price = minor_units{55'350 + n},
                       .coach = "05",
                       .label = label};
  };
  return {
      record{.at = at(1'795'312'800'123),
             .identity = identity,
             .result = recorded_result{order, order_status::reserved, 0},
             .events = {departure_opened{
                            .departure = departure,
                            .stops = 67,
                            .layout = 0xDEADBEEFCAFEF00DULL,
                            .classes = {{place_class_id{0}, 24}, {place_class_id{2}, 1200}}},
                        order_reserved{.order = order,
                                       .account = account_id{77},
                                       .money = {{'C', 'N', 'Y'}},
                                       .expires_at = at(1'795'313'400'123),
                                       .tickets = {ticket(0, passenger_type::adult, "12F"),
                                                   ticket(1, passenger_type::child, "12上铺"),
                                                   ticket(2, passenger_type::student, ""),
                                                   ticket(3, passenger_type::disabled, "1")}}}},
      record{.at = at(1'795'312'801'000),
             .identity = identity,
             .result = recorded_result{order, order_status::ticketed, 0},
             .events = {payment_captured{order, payment_method::sandbox, minor_units{221'406}},
                        order_ticketed{order}}},
      record{.at = at(1'795'312'802'000),
             .identity = identity,
             .result = recorded_result{order, order_status::ticketed, 0b1010},
             .events = {tickets_refunded{order, {1, 3}, minor_units{110'000}, minor_units{704}}}},
      record{.at = at(1'795'312'803'000),
             .identity = identity,
             .result = recorded_result{order, order_status::cancelled, 0},
             .events = {order_cancelled{order}}},
      record{.at = at(1'795'312'804'000),
             .identity = {},
             .result = {},
             .events = {order_expired{order}, keys_forgotten{at(1'795'226'404'000)}}},
  };
}

// Kinds and fields that came after the format was introduced.
inline std::vector<record> later_kinds_of_event() {
  auto const at = [](std::int64_t ms) { return instant{milliseconds{ms}}; };
  auto const departure = departure_id{service_id{70'000}, service_day{20'779}};
  return {
      record{.at = at(1'795'312'800'123),
             .identity = {},
             .result = {},
             .events = {departure_opened{.departure = departure,
                                         .stops = 2,
                                         .layout = 1,
                                         .classes = {{place_class_id{0}, 24}},
                                         .closes_at = at(1'795'486'500'000)}}},
      record{.at = at(1'795'486'500'001),
             .identity = {},
             .result = {},
             .events = {departure_closed{departure}}},
      record{.at = at(1'795'486'560'001),
             .identity = {},
             .result = {},
             .events = {orders_settled{{{1, 2}, {0xFFFF'FFFF'FFFF'FFFFULL, 3}}}}},
  };
}

}  // namespace chepiao::test
