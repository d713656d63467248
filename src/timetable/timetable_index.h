#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <date/tz.h>

#include "timetable/timetable.h"

namespace chepiao {

// Look-up tables over one timetable. Holds ids and copies, no references into the timetable: a copy
// of the timetable shares them.
struct timetable::index {
  struct visit {
    service_id service{};
    stop_index stop{};
  };
  // What typed text is compared with.
  struct search_text {
    std::string code;
    std::string name;
    std::string city;
  };

  std::vector<station_id> by_code;                              // sorted by code
  std::vector<std::pair<std::string, place_class_id>> classes;  // sorted by code
  std::vector<std::vector<visit>>
      boardings;  // by station; sorted by service, stop; not at last stops
  std::vector<std::vector<visit>>
      alightings;                    // by station; sorted by service, stop; not at first stops
  std::vector<std::uint32_t> calls;  // by station: how busy it is
  std::vector<search_text> texts;    // by station, folded
  std::vector<std::uint64_t> formation_hashes;
  std::vector<date::time_zone const*> zones;          // as timetable::zones
  std::vector<date::time_zone const*> station_zones;  // by station
  date::time_zone const* operator_zone = nullptr;
};

}  // namespace chepiao
