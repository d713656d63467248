#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/check.h"
#include "base/instant.h"
#include "booking/slot_index.h"
#include "engine/row_queue.h"
#include "event/record.h"

namespace chepiao {

// A command that was decided under an idempotency key, and what its caller was told; in 36 bytes.
class key_row {
 public:
  // Half of the command's digest tells one command under a key from another.
  using digest_half = std::array<std::byte, 8>;

  command_id id;
  digest_half digest{};

 private:
  std::array<std::uint32_t, 2> at_and_told_{};

 public:
  std::uint32_t order = 0;  // slot in the book

  // First use, log time: after 1970, to the millisecond.
  instant at() const { return instant{milliseconds{static_cast<std::int64_t>(packed() >> 16U)}}; }
  order_status status() const { return order_status{static_cast<std::uint8_t>(packed() & 0xFFU)}; }
  // How many refunds of the order there had been.
  std::uint8_t refunds() const { return static_cast<std::uint8_t>(packed() >> 8U & 0xFFU); }
  static bool can_keep(instant at) { return at.time_since_epoch().count() >> 48U == 0; }
  void set(instant at, order_status status, std::uint8_t refunds) {
    CHECK(can_keep(at));
    at_and_told_ = std::bit_cast<std::array<std::uint32_t, 2>>(
        static_cast<std::uint64_t>(at.time_since_epoch().count()) << 16U |
        std::uint64_t{refunds} << 8U | std::to_underlying(status));
  }

 private:
  std::uint64_t packed() const { return std::bit_cast<std::uint64_t>(at_and_told_); }
};
static_assert(sizeof(key_row) == 36);

key_row::digest_half half_of(digest128 const&);

// The idempotency keys in use, oldest first. Forgetting is from the front only.
class key_book {
 public:
  key_row const* find(command_id) const;  // null: never used, or forgotten
  // False, and nothing added, when the key is in use.
  bool add(key_row const&);
  // Forgets the oldest key. Requires that there is one.
  void forget_oldest();

  std::size_t size() const { return rows_.size(); }
  key_row const& oldest(std::size_t i) const { return rows_[i]; }

  void save(byte_writer&) const;
  void load(byte_reader&);  // into a new one; throws corrupt_bytes

 private:
  key_row const& row(std::uint32_t slot) const;

  row_queue<key_row> rows_;
  std::uint32_t first_ = 0;  // the slot of the oldest; slots count on and wrap around
  slot_index slots_;
};

}  // namespace chepiao
