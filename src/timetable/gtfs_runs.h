#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "timetable/builder.h"
#include "timetable/gtfs_distances.h"
#include "timetable/gtfs_feed.h"
#include "timetable/import.h"
#include "timetable/import_report.h"

namespace chepiao {

// Turns the trips of a feed into runs of the builder. Every trip and every call ends up in the
// builder or, with a reason, in the report.
class gtfs_runs {
 public:
  // All must outlive this. `feed`'s calls are repaired in place.
  gtfs_runs(gtfs_feed&, timetable_builder&, import_report&, import_options const&);

  // Stations that trains call at; platforms count as their station.
  void add_stations();
  // Trips in the order of their ids, so that the order of the file changes nothing.
  void add_trips();

 private:
  void add_trip(std::uint32_t trip);
  void add_departures(run_draft const&, std::uint32_t trip);
  run_draft draft_of(std::uint32_t trip, std::span<gtfs_call const>);
  std::span<gtfs_call> calls_of(std::uint32_t trip);
  void drop(std::uint32_t trip, std::span<gtfs_call const>, std::string_view reason);

  gtfs_feed& feed_;
  timetable_builder& builder_;
  import_report& report_;
  gtfs_distances distances_;
  bool has_mapping_;
  bool ids_are_numbers_ = true;                      // what trips without a short name are called
  std::vector<std::optional<station_id>> stations_;  // by stop
  std::vector<std::size_t> first_calls_;             // by trip, and the end
  std::vector<std::vector<gtfs_frequency>> frequencies_;
  std::size_t departures_added_ = 0;
};

}  // namespace chepiao
