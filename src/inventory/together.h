#pragma once

#include <cstdint>
#include <span>

#include <boost/container/static_vector.hpp>

#include "base/ids.h"
#include "inventory/seat_place.h"

namespace chepiao {

// The most people who are seated at once.
constexpr auto kTogetherMax = std::size_t{16};
using chosen_seats = boost::container::static_vector<seat_index, kTogetherMax>;

// Seats for a group, out of those free (bit i = seat i): neighbours in one row; else the closest
// together in one coach; else any. `places` as for departure_stock::choose. Requires at least
// `wanted` free seats, and 1 to kTogetherMax wanted.
chosen_seats choose_together(std::span<std::uint64_t const> free,
                             std::size_t wanted,
                             std::span<seat_place const> places);

}  // namespace chepiao
