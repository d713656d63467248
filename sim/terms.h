#pragma once

#include <cstdint>

#include "booking/rules.h"
#include "command/sale_limits.h"

namespace chepiao::sim {

// What the seller decides by. It may change from one life of the process to the next; what was
// decided before must not change with it.
struct terms {
  sale_limits limits{};
  seat_policy policy = seat_policy::best_fit;
  std::int64_t minor_per_segment = 1000;  // for an adult; a child pays half; 1000 or 2000
  friend bool operator==(terms const& a, terms const& b) {
    return a.limits.hold_time == b.limits.hold_time &&
           a.limits.unpaid_orders_per_account_max == b.limits.unpaid_orders_per_account_max &&
           a.limits.open_orders_per_account_max == b.limits.open_orders_per_account_max &&
           a.limits.key_lifetime == b.limits.key_lifetime && a.policy == b.policy &&
           a.minor_per_segment == b.minor_per_segment;
  }
};

}  // namespace chepiao::sim
