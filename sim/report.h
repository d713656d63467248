#pragma once

#include <filesystem>
#include <string>

#include "sim/crew.h"

namespace chepiao::sim {

// For people at a terminal.
std::string summary_of(result_of_job const&);
std::string sights_of(tally const&);
// A page to keep: what was played, and what came up. Throws std::system_error.
void write_report(std::filesystem::path const&, job const&, result_of_job const&);

}  // namespace chepiao::sim
