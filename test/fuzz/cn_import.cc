#include "base/check.h"
#include "test/fuzz/fuzz.h"
#include "test/fuzz/same_bytes.h"
#include "test/fuzz/scratch.h"
#include "timetable/import.h"
#include "timetable/zip_gate.h"

// The national tables as text files, with the 12306 station list.

namespace chepiao::fuzz {

void try_input(std::string_view input) {
  auto const& folder = empty_folder();
  auto options = import_options{};
  options.today = *parse_service_day("2026-11-22");
  for (auto const& [name, content] : files_in(input)) {
    if (is_safe_entry_name(name) && name.find('/') == std::string_view::npos) {
      put_file(folder / name, content);
      if (name == "station_name.js") {
        options.stations = folder / name;
      }
    }
  }
  try {
    check_round_trip(import_cn(folder, nullptr, options, {}).schedule);
  } catch (unusable_feed const& refused) {
    CHECK(!refused.code().empty());
  }
}

}  // namespace chepiao::fuzz
