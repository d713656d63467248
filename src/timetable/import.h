#pragma once

#include <filesystem>
#include <optional>

#include "base/service_day.h"
#include "timetable/import_report.h"
#include "timetable/timetable.h"

namespace chepiao {

struct import_options {
  std::optional<std::filesystem::path>
      mapping;  // formations (and names) by kind; none: the built-in one
  std::optional<std::filesystem::path> stations;  // 12306 station list, for `cn`
  service_day today;                              // for counting departures
  int presale_days = 15;
};

// What a feed makes. `previous` is the timetable in use, whose ids are kept: a station, class or
// service with the same key gets its old id, a service that is gone keeps its id with no calls.
// Throws unusable_feed.
struct imported {
  timetable schedule;
  import_report report;
};
imported import_gtfs(std::filesystem::path const& zip_or_folder,
                     timetable const* previous,
                     import_options const&,
                     import_progress const&);
imported import_cn(std::filesystem::path const& folder,
                   timetable const* previous,
                   import_options const&,
                   import_progress const&);
// Our own format: docs/timetable-format.md; the demo data is written in it.
imported import_native(std::filesystem::path const& folder,
                       timetable const* previous,
                       import_options const&,
                       import_progress const&);

}  // namespace chepiao
