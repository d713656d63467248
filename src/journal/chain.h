#pragma once

#include <cstdint>
#include <optional>

#include "journal/journal.h"

namespace chepiao::journal {

// Walks along the rows of a book and checks each against the one before it, by the rules of
// docs/journal-format.md. After a throw it is of no more use.
class chain {
 public:
  // From the beginning of the book.
  explicit chain(std::uint32_t book) : book_{book} {}
  // From the row after `last`, which is taken as it is.
  chain(std::uint32_t book, position const& last) : book_{book}, last_{last} {}

  // Throws corrupt_journal, naming the row.
  void accept(row const&);

  position const& end() const { return last_; }

 private:
  std::uint32_t book_;
  position last_;
  std::uint64_t durable_seq_ = 0;
};

// The row that a writer in this state of the log would write next, hashed, without its payload.
row next_row(std::uint32_t book,
             position const& end,
             instant at,
             std::uint32_t records,
             std::span<std::byte const> payload);
// The row that begins the epoch after `end`'s. `durable_seq` is that of the last row, 0 for the
// first.
row next_epoch(std::uint32_t book,
               position const& end,
               std::uint64_t durable_seq,
               instant at,
               std::span<std::byte const> payload);

}  // namespace chepiao::journal
