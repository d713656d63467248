#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.h"
#include "inventory/seat_place.h"

namespace chepiao {

// Seats for a group, out of those free (bit i = seat i): neighbours in one row; else the closest
// together in one coach; else any. `places` as for departure_stock::choose. Requires at least
// `wanted` free seats.
std::vector<seat_index> choose_together(std::vector<std::uint64_t> const& free,
                                        std::size_t wanted,
                                        std::span<seat_place const> places);

}  // namespace chepiao
