#pragma once

#include "base/check.h"
#include "timetable/timetable.h"
#include "timetable/timetable_wire.h"

namespace chepiao::fuzz {

// A timetable is the same after it was stored and loaded.
inline void check_round_trip(timetable const& schedule) {
  auto const bytes = encode_timetable(schedule, 0);
  auto again = decode_timetable(bytes);
  CHECK(encode_timetable(again, 0) == bytes);
  again.build_index();
}

}  // namespace chepiao::fuzz
