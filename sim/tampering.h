#pragma once

#include <string_view>

#include "booking/rules.h"
#include "journal/journal.h"
#include "sim/memory_files.h"
#include "sim/steps.h"

namespace chepiao::sim {

// Damages a copy of the journal and starts from it. Throws wrong unless the start is refused, with
// the row that is damaged. What was tried; empty when the journal is too short for it.
std::string_view demand_refused(tamper const&,
                                selling_rules const&,
                                journal::log&,
                                memory_files const&);

}  // namespace chepiao::sim
