#pragma once

#include <vector>

#include <date/tz.h>

#include "base/instant.h"
#include "timetable/timetable.h"

namespace chepiao {

// timetable::utc_offset for an answer with many times: asks the zone table once for each zone and
// time between two changes of its clocks. For one thread; the timetable outlives it.
class local_offsets {
 public:
  explicit local_offsets(timetable const&);

  // Offset from UTC to show a time at this station with.
  seconds at(station_id, instant);

 private:
  struct period {
    date::time_zone const* zone;
    date::sys_info info;
  };

  timetable const& schedule_;
  std::vector<period> known_;
};

}  // namespace chepiao
