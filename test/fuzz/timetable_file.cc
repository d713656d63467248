#include <stdexcept>

#include "test/fuzz/fuzz.h"
#include "test/fuzz/same_bytes.h"

// The stored timetable behind its checksum: decoded whole or refused as damaged.

namespace chepiao::fuzz {

void try_input(std::string_view input) {
  try {
    auto schedule = decode_timetable(bytes_of(input));
    schedule.build_index();
    check_round_trip(schedule);
    for (auto const& each : schedule.services) {
      if (!each.calls.empty()) {
        schedule.layout_hash(each);
        schedule.departs_at(each, service_day{20'779}, stop_index{0});
      }
    }
  } catch (std::runtime_error const&) {
    return;  // damaged, or of a time zone that nobody here knows
  }
}

}  // namespace chepiao::fuzz
