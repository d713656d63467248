#pragma once

#include "command/command.h"
#include "event/record.h"

namespace chepiao::sim {

// Throws wrong when the record is not what the command asked for.
void demand_fulfilled(command_body const& asked, record const&);

}  // namespace chepiao::sim
