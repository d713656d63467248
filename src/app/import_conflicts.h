#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/data_folder.h"
#include "base/ids.h"
#include "base/io.h"
#include "timetable/timetable.h"

namespace chepiao::app {

// A departure with sold seats that a new timetable would take away or change.
struct import_conflict {
  enum class why : std::uint8_t { withdrawn, no_longer_runs, layout_changed };
  departure_id departure;
  std::string service;  // its number in the new timetable, or its id when withdrawn
  std::size_t tickets = 0;
  why reason{};
};
std::string_view to_text(import_conflict::why);

// Folds the journal (when there is one) and holds every departure with live tickets that may still
// be on its way today against the new timetable. In order of departure.
std::vector<import_conflict> conflicts_with_sold_seats(data_folder const&,
                                                       io&,
                                                       timetable const& next,
                                                       service_day today);

}  // namespace chepiao::app
