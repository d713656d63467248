#pragma once

#include <filesystem>
#include <optional>

#include "base/io.h"
#include "timetable/timetable.h"

namespace chepiao {

// The built timetable as one file (DIR/timetable.bin, proto/timetable.proto with a checksum).
// load: nothing when there is no file; throws corrupt_bytes when it is damaged. Both keep ids.
std::optional<timetable> load_timetable(io&, std::filesystem::path const& data_folder);
void save_timetable(io&, std::filesystem::path const& data_folder, timetable const&);

}  // namespace chepiao
