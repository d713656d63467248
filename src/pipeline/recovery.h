#pragma once

#include <cstdint>
#include <memory>

#include "booking/rules.h"
#include "engine/engine.h"
#include "inventory/availability.h"
#include "journal/journal.h"
#include "pipeline/pipeline.h"
#include "pipeline/snapshot_folder.h"

namespace chepiao {

struct recovered_state {
  std::unique_ptr<availability> seats;  // outlives the engine
  std::unique_ptr<engine> state;
  std::uint64_t bytes_folded = 0;  // of the journal, after the snapshot
  recovery_report report;          // without the epoch
};

// Newest good snapshot, then the fold of the journal after it; nothing is decided again. Throws
// corrupt_journal, also when a whole snapshot proves that the journal lost rows, and
// std::system_error.
recovered_state recover(selling_rules const&, journal::log&, snapshot_folder const&);

}  // namespace chepiao
