#pragma once

#include <cstdint>
#include <optional>

#include "command/command.h"
#include "command/reply.h"
#include "sim/model.h"
#include "sim/steps.h"

namespace chepiao::sim {

// One time that a command arrives, and what must be answered.
struct attempt {
  wish_number wish = 0;
  command asked;
  bool retry = false;  // the same key was sent before
  send how;

  // Known once it was decided.
  instant at{};
  expectation expected;
  std::optional<order_view> view;
  std::uint64_t rests_on = 0;  // the record that must be durable before the answer is told
};

// The same for a read; a refusal rests on nothing.
struct order_read {
  order_id order;
  account_id account{};
  result<order_view> expected = order_view{};
  std::uint64_t rests_on = 0;
};
struct seats_read {
  leg_request leg;
  result<seat_map_view> expected = seat_map_view{};
  std::uint64_t rests_on = 0;
};

}  // namespace chepiao::sim
