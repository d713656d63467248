#include "timetable/local_offsets.h"

#include <algorithm>

#include "timetable/position.h"
#include "timetable/timetable_index.h"

namespace chepiao {

local_offsets::local_offsets(timetable const& schedule) : schedule_{schedule} {}

seconds local_offsets::at(station_id id, instant when) {
  auto const* const zone = schedule_.lookup->station_zones[position(id)];
  auto const second = std::chrono::floor<seconds>(when);
  auto const found = std::ranges::find_if(known_, [&](period const& p) {
    return p.zone == zone && p.info.begin <= second && second < p.info.end;
  });
  if (found != known_.end()) {
    return found->info.offset;
  }
  return known_.emplace_back(period{zone, zone->get_info(second)}).info.offset;
}

}  // namespace chepiao
