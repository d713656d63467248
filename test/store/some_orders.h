#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "event/record.h"
#include "store/order_store.h"

// Small histories to fold.

namespace chepiao::test {

constexpr auto kAlice = account_id{11};
constexpr auto kBob = account_id{22};
constexpr auto kMorning = instant{milliseconds{1'795'300'000'000}};

inline order_id order_number(std::uint64_t n) {
  return {.high = 0xF000'0000'0000'0000 + n, .low = n};
}

inline held_ticket ticket_in_seat(std::uint16_t seat) {
  return {
      .passenger = passenger_id{0xFEDC'BA98'7654'3210 + seat},
      .document = document_hash{0x8000'0000'0000'0001 + seat},
      .type = passenger_type::student,
      .leg = 1,
      .departure = {.service = service_id{42}, .day = {20'779}},
      .place_class = place_class_id{3},
      .from = stop_index{2},
      .to = stop_index{5},
      .seat = seat_index{seat},
      .price = minor_units{55'350},
      .coach = "05",
      .label = "12F",
  };
}

inline order_reserved reservation(std::uint64_t n, account_id account, std::size_t tickets) {
  auto e = order_reserved{.order = order_number(n),
                          .account = account,
                          .money = {},
                          .expires_at = kMorning + seconds{600},
                          .tickets = {}};
  for (auto i = std::size_t{0}; i < tickets; ++i) {
    e.tickets.push_back(ticket_in_seat(static_cast<std::uint16_t>(i)));
  }
  return e;
}

inline record record_of(std::vector<event> events) {
  return {.at = kMorning, .identity = {}, .result = {}, .events = std::move(events)};
}

inline shared_records shared(std::vector<record> records) {
  return std::make_shared<std::vector<record> const>(std::move(records));
}

inline order_store::batch batch_of(std::uint64_t seq, std::vector<event> events) {
  return {.seq = seq, .records = shared({record_of(std::move(events))})};
}

inline void apply(order_store& store, std::uint64_t seq, std::vector<event> events) {
  auto const batch = batch_of(seq, std::move(events));
  store.apply({&batch, 1});
}

}  // namespace chepiao::test
