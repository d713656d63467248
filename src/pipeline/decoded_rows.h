#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "event/record.h"
#include "journal/journal.h"

namespace chepiao {

// A row of the journal, checked and decoded. Without records unless it is a data row.
struct decoded_row {
  std::uint64_t seq = 0;
  std::size_t bytes = 0;  // of its payload
  std::vector<record> records;
};

// Calls `use` on the calling thread for every row after `seq`, in order. Where they are many, a
// second thread reads, checks and decodes a few ahead of it. Throws corrupt_journal, also for a
// payload that cannot be decoded, after the rows before were used; and what `use` throws.
void read_decoded(journal::log&, std::uint64_t seq, std::function<void(decoded_row&&)> const& use);

}  // namespace chepiao
