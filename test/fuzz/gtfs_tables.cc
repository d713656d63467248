#include <string>
#include <vector>

#include "base/check.h"
#include "test/fuzz/fuzz.h"
#include "test/fuzz/same_bytes.h"
#include "test/fuzz/scratch.h"
#include "timetable/import.h"
#include "timetable/zip_gate.h"

// The tables of a GTFS feed, as text: imported or refused, and what is imported can be stored.

namespace chepiao::fuzz {

void try_input(std::string_view input) {
  auto const& folder = empty_folder();
  for (auto const& [name, content] : files_in(input)) {
    if (is_safe_entry_name(name) && name.find('/') == std::string_view::npos) {
      put_file(folder / name, content);
    }
  }
  auto options = import_options{};
  options.today = *parse_service_day("2026-11-22");
  try {
    auto const first = import_gtfs(folder, nullptr, options, {});
    check_round_trip(first.schedule);
    // The same feed again keeps every id.
    auto const second = import_gtfs(folder, &first.schedule, options, {});
    CHECK(second.schedule.services.size() == first.schedule.services.size());
    CHECK(second.schedule.stations.size() == first.schedule.stations.size());
  } catch (unusable_feed const& refused) {
    CHECK(!refused.code().empty());
  }
}

}  // namespace chepiao::fuzz
