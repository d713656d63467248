#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "engine/engine.h"
#include "inventory/availability.h"
#include "test/support/manual_clock.h"
#include "test/support/small_world.h"

namespace chepiao::test {

// An engine behind a counter: asks and folds at once, keeps what happened.
class desk {
 public:
  explicit desk(small_world const& world, seat_policy policy = seat_policy::best_fit)
      : seats{world.schedule.services.size()}, machine{world.rules(policy), &seats} {}

  // The order as told, or why not.
  result<order_view> ask(command_body body, std::optional<command_identity> identity = {}) {
    auto decided =
        TRY(machine.decide({.identity = identity, .body = std::move(body)}, clock.now()));
    last_was_replayed = decided.replayed;
    if (decided.happened) {
      machine.apply(*decided.happened);
      history.push_back(*std::move(decided.happened));
    }
    if (!decided.answer) {
      return order_view{};
    }
    return machine.view(*decided.answer);
  }

  // Runs every timer that is due, as the pipeline does before anything else.
  void run_timers() {
    for (auto due = machine.next_due(); due && due->at <= clock.now(); due = machine.next_due()) {
      (void)ask(due->body);
    }
  }

  manual_clock clock;
  availability seats;
  engine machine;
  std::vector<record> history;
  bool last_was_replayed = false;
};

// A hold of any seats for `people` adults on one stretch; orders and documents are numbered by `n`.
inline hold_seats hold_of(std::uint64_t n,
                          std::vector<leg_request> legs,
                          std::size_t people = 1,
                          account_id account = account_id{1}) {
  auto out =
      hold_seats{.order = {0, n}, .account = account, .legs = std::move(legs), .passengers = {}};
  for (auto i = std::size_t{0}; i < people; ++i) {
    out.passengers.push_back(
        {passenger_id{n * 100 + i}, document_hash{n * 100 + i}, passenger_type::adult});
  }
  return out;
}

inline leg_request leg_of(service_id s,
                          std::uint16_t from,
                          std::uint16_t to,
                          service_day day = kToday,
                          place_class_id place_class = {}) {
  return {.departure = {s, day},
          .from = stop_index{from},
          .to = stop_index{to},
          .place_class = place_class,
          .seats = {}};
}

inline command_identity key(std::uint8_t id, std::uint8_t digest = 0) {
  auto out = command_identity{};
  out.id.value[0] = std::byte{id};
  out.digest[0] = std::byte{digest};
  return out;
}

}  // namespace chepiao::test
