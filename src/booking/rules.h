#pragma once

#include "command/sale_limits.h"
#include "fare/tariff.h"
#include "inventory/departure_stock.h"
#include "timetable/timetable.h"

namespace chepiao {

// What decisions look up. The fold never sees it. All outlive the engine.
struct selling_rules {
  timetable const& schedule;
  tariff const& prices;
  sale_limits limits;
  seat_policy policy = seat_policy::best_fit;
};

}  // namespace chepiao
