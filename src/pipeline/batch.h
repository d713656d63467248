#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "event/record.h"
#include "pipeline/request.h"

namespace chepiao {

// What is made durable by one flush, and who waits for it. Without records there is nothing to
// flush: its answers wait for the batches before it.
struct batch {
  instant at{};  // log time of the newest record
  std::vector<record> records;
  std::size_t bytes = 0;             // about what the records will take in the journal
  std::uint64_t records_so_far = 0;  // decided since the start, this batch included
  std::vector<waiting> answers;
  std::optional<std::vector<std::byte>>
      state;  // the engine's, after this batch: becomes a snapshot

  bool empty() const { return records.empty() && answers.empty() && !state; }
};

// About how many bytes a record takes in the journal.
std::size_t estimated_bytes(record const&);

// The orders that the records changed, sorted.
std::vector<order_id> orders_of(std::vector<record> const&);

// Refuses and removes the answers to reads.
void refuse_reads(batch&, refusal_code);

}  // namespace chepiao
