#pragma once

#include <cstdint>

#include "base/ids.h"
#include "booking/rules.h"
#include "journal/journal.h"
#include "ledger/ledger.h"

// What the journal says by itself, without snapshots and without whoever wrote it.

namespace chepiao::sim {

std::uint64_t records_in(journal::log&);
digest256 root_of(journal::log&, selling_rules const&);
// The ledger after a fold, and after a round through bytes.
ledger ledger_of(journal::log&);

}  // namespace chepiao::sim
