#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "base/bytes.h"
#include "base/instant.h"
#include "booking/slot_index.h"
#include "event/record.h"

namespace chepiao {

// A command that was decided under an idempotency key, and what its caller was told.
struct key_row {
  command_identity identity;
  instant at{};  // first use, log time
  std::uint64_t refunded = 0;
  std::uint32_t order = 0;  // slot in the book
  order_status status{};
};

// The idempotency keys in use, oldest first. Forgetting is from the front only.
class key_book {
 public:
  key_row const* find(command_id) const;  // null: never used, or forgotten
  // False, and nothing added, when the key is in use.
  bool add(key_row const&);
  // Forgets keys from the oldest on, as long as they were first used at or before this time.
  void forget(instant up_to);

  std::size_t size() const { return rows_.size(); }
  key_row const& oldest(std::size_t i) const { return rows_[i]; }

  void save(byte_writer&) const;
  void load(byte_reader&, std::size_t orders);  // into a new one; throws corrupt_bytes

 private:
  key_row const& row(std::uint32_t slot) const;

  std::deque<key_row> rows_;
  std::uint32_t first_ = 0;  // the slot of the oldest; slots count on and wrap around
  slot_index slots_;
};

}  // namespace chepiao
