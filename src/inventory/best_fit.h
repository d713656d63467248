#pragma once

#include <optional>

#include "base/ids.h"
#include "inventory/seat_bits.h"
#include "inventory/stretch.h"

namespace chepiao {

// Among the seats free on the stretch the one with the least free time left over around it, both
// sides together; the lowest number among equals. Nothing when none is free. Private to this room.
std::optional<seat_index> best_fit(seat_bits const&, stretch);

// The free seat of the lowest number.
std::optional<seat_index> first_fit(seat_bits const&, stretch);

}  // namespace chepiao
