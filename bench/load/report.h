#pragma once

#include <string>

#include "bench/load/settings.h"
#include "bench/load/tally.h"

namespace chepiao::load {

std::string report_text(load_settings const&, tally const&);

// One JSON object: the settings, and for each operation with replies counts by status and code,
// requests a second, latencies in microseconds (2xx and others apart) and a line of seconds.
std::string report_json(load_settings const&, tally const&);

}  // namespace chepiao::load
