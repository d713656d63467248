#pragma once

#include <cstdint>

#include "base/ids.h"
#include "inventory/availability.h"
#include "timetable/timetable.h"

namespace chepiao::api {

// Seats of the class free on all of [from, to). `counts` null: nobody ever held a seat of the
// departure as it now is, all are free.
inline std::uint16_t free_seats(free_counts const* counts,
                                class_seats const& of,
                                stop_index from,
                                stop_index to) {
  return counts == nullptr ? static_cast<std::uint16_t>(of.seats.size())
                           : counts->free(of.place_class, from, to).value_or(0);
}

}  // namespace chepiao::api
