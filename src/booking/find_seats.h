#pragma once

#include <cstddef>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "booking/check_leg.h"
#include "booking/sale.h"
#include "command/command.h"

namespace chepiao {

// `wanted` free seats on the leg: those named, in that order, or as the sale's policy chooses,
// together when possible. Refusals: invalid_field (not one name for each), unknown_seat,
// seat_taken, sold_out.
result<chosen_seats> find_seats(
    sale const&, leg_place const&, std::vector<named_seat> const&, std::size_t wanted, leg_field);

}  // namespace chepiao
