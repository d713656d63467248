#include "base/check.h"
#include "fare/native_tariff.h"
#include "test/fuzz/fuzz.h"
#include "test/fuzz/same_bytes.h"
#include "test/fuzz/scratch.h"
#include "timetable/import.h"
#include "timetable/zip_gate.h"

// A timetable and its prices in our own format.

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
    auto made = import_native(folder, nullptr, options, {});
    check_round_trip(made.schedule);
    native_tariff(folder, made.schedule, made.report);
  } catch (unusable_feed const& refused) {
    CHECK(!refused.code().empty());
  }
}

}  // namespace chepiao::fuzz
