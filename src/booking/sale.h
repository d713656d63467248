#pragma once

#include <optional>
#include <vector>

#include "booking/rules.h"
#include "booking/seat_plans.h"
#include "event/event.h"
#include "event/record.h"

namespace chepiao {

// The rules of the sale with what was made ready from them.
struct sale {
  selling_rules rules;
  seat_plans plans;
};

// What a command leads to.
struct outcome {
  std::vector<event> events;
  std::optional<recorded_result> answer;  // of commands that answer with an order
};

}  // namespace chepiao
