#pragma once

#include <filesystem>
#include <optional>

#include "fare/tariff.h"
#include "timetable/import_report.h"
#include "timetable/timetable.h"

namespace chepiao {

// The fare files of our own format (docs/timetable-format.md): rates.csv, fares.csv,
// passengers.csv. Rows that name an unknown station, class, kind of passenger or amount are
// rejected in the report. Nothing when the folder holds neither rates nor fares.
std::optional<tariff> native_tariff(std::filesystem::path const& folder,
                                    timetable const&,
                                    import_report&);

}  // namespace chepiao
