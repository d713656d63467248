#pragma once

#include <cstdint>

#include "booking/rules.h"
#include "sim/dice.h"
#include "sim/railway.h"

namespace chepiao::sim {

// How one seed's world behaves; chances are percent.
struct settings {
  sale_limits limits;
  seat_policy policy{};
  std::size_t batch_records_max = 0;
  std::uint64_t crash_per_step = 0;
  std::uint64_t lost_request = 0;
  std::uint64_t lost_reply = 0;
  std::uint64_t doubled_request = 0;
  std::uint64_t late_retry = 0;
  std::uint64_t altered_body = 0;
  std::uint64_t flush = 0;  // per step
  std::uint64_t snapshot = 0;
  std::uint64_t clock_jump = 0;
  std::uint64_t clock_back = 0;
  std::uint64_t reads = 0;
  std::uint64_t accounts = 0;
  milliseconds tick{};  // the most that a step takes
  milliseconds jump{};

  selling_rules rules(railway const& r) const {
    return {.schedule = r.world().schedule,
            .prices = r.world().prices,
            .limits = limits,
            .policy = policy};
  }
};

// Every kind of trouble is there or not, more or less.
settings draw_settings(dice&);

}  // namespace chepiao::sim
