#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"

// The durable log: rows of (seq, epoch, kind, count, time, durable_seq, prev, hash, payload), each
// proving its predecessor by a hash chain. docs/journal-format.md is the contract.

namespace chepiao::journal {

enum class row_kind : std::uint8_t {
  data = 0,
  epoch_begin = 1,
  epoch_end = 2,
  heartbeat = 3,
  checkpoint = 4
};

struct row {
  std::uint32_t book = 1;  // the operator's book; part of every key
  std::uint64_t seq = 0;   // from 1, without holes
  std::uint64_t epoch = 0;
  row_kind kind = row_kind::data;
  std::uint32_t records = 0;
  instant at{};                   // log time, never falling; seq orders rows of one millisecond
  std::uint64_t durable_seq = 0;  // highest seq known durable when this was written
  digest256 prev{};
  digest256 hash{};  // over prev, header and payload
  std::vector<std::byte> payload{};
};

// The end of the log.
struct position {
  std::uint64_t seq = 0;
  std::uint64_t epoch = 0;
  instant at{};
  digest256 hash{};
};

digest256 hash_of(row const&);                                           // ignores row::hash
digest256 hash_of(row const& head, std::span<std::byte const> payload);  // ignores head.payload too
position position_of(row const&);

// The log is damaged: the first row that does not fit, and why. Row 0: the head of the file, which
// all rows need.
class corrupt_journal : public std::runtime_error {
 public:
  corrupt_journal(std::uint64_t seq, std::string const& why);
  std::uint64_t seq() const { return seq_; }

 private:
  std::uint64_t seq_;
};

// The tail is in doubt (a flush failed, or another writer took over). Acknowledge nothing; end the
// process.
class append_failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// No room: nothing was written, the log is intact, a later append may succeed.
class storage_full : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// How much time there is between two appends.
enum class lull : std::uint8_t { short_gap, idle };

// One writer at a time; used by one thread at a time.
class log {
 public:
  virtual ~log() = default;

  virtual position end() const = 0;

  // Starts a new epoch, greater than all before; durable when it returns. Must precede the first
  // append. A time before the end's is moved up to it. Throws append_failed or storage_full.
  virtual position begin_epoch(instant at, std::string const& writer) = 0;

  // Appends one batch of at least one record; durable when it returns. Fills in seq, epoch, prev
  // and hash and returns the new end. `at` must not be before the end's. Throws append_failed or
  // storage_full.
  virtual position append(instant at,
                          std::uint32_t records,
                          std::span<std::byte const> payload) = 0;

  // Calls `visit` for every row after `seq` in order, each checked against the chain. Throws
  // corrupt_journal.
  virtual void read_after(std::uint64_t seq, std::function<void(row const&)> const& visit) = 0;

  // One row's place; nothing when there is no such row.
  virtual std::optional<position> find(std::uint64_t seq) = 0;

  // House-keeping that should not happen within an append; the writer calls it between two. May do
  // nothing. Throws append_failed.
  virtual void keep_house(lull) {}

  // Copies the whole log into a new file that this kind of log can open, between two appends.
  // Throws std::runtime_error when the kind has no files, the target exists or cannot be written;
  // nothing is left of the copy then.
  virtual void backup_to(std::filesystem::path const& target);
};

}  // namespace chepiao::journal
