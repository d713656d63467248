#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "booking/book.h"
#include "booking/sale.h"
#include "inventory/stretch.h"
#include "timetable/timetable.h"

namespace chepiao {

// Where on the timetable and in the book a stretch of one departure lies.
struct leg_place {
  departure_id id;
  stretch stops;
  service const* train = nullptr;
  class_seats const* seats = nullptr;
  // Null: to be opened before a hold, all seats are free. Nobody held from it yet, or its stock is
  // empty and of another layout than the timetable's.
  departure_row const* opened = nullptr;
};

// How a refusal names a field of the leg it speaks of: "legs[0].from", or "from" where there are no
// legs. Text is only made for a refusal.
struct leg_field {
  std::optional<std::size_t> leg;

  std::string operator()(char const* name) const {
    return leg ? "legs[" + std::to_string(*leg) + "]." + name : name;
  }
};

// Could seats of this class be sold there at `now`? Refusals, in this order: unknown_departure,
// not_served, past_date, not_on_sale, departed, unknown_class; then not_on_sale when there are live
// tickets of another layout than the timetable's. An opened departure that is returned has stock.
result<leg_place> check_leg(
    book const&, sale const&, departure_id, stretch, place_class_id, instant now, leg_field);

}  // namespace chepiao
