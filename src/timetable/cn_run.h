#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "timetable/builder.h"
#include "timetable/import_report.h"

namespace chepiao {

// One row of info.csv.
struct cn_row {
  std::uint64_t line = 0;
  std::int32_t stop_number = 0;
  station_id at{};
  std::int32_t arrives_s = kNoTime;  // of the clock
  std::int32_t departs_s = kNoTime;
  std::int32_t day = 1;  // of the arrival, from 1
  std::int32_t kilometres = -1;
};

// Makes one train number's rows a run: cuts a run that is listed twice, sets the day that is 0,
// gives a departure before its arrival the next day, judges the kilometres. Says in the report what
// it did; rows that it leaves out are rejected there. What comes back may have too few calls.
// `lines` are those of the calls.
struct cn_run {
  std::vector<call> calls;
  std::vector<std::uint64_t> lines;
  bool distance_usable = true;
};
cn_run make_cn_run(std::string const& number,
                   std::string const& file,
                   std::vector<cn_row> rows,
                   import_report&);

}  // namespace chepiao
