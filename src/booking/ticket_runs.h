#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "booking/chunked.h"
#include "booking/ticket_row.h"

namespace chepiao {

// The tickets of an order lie side by side. A run given back is used again for an order of as many
// tickets.
class ticket_runs {
 public:
  static constexpr auto kRunMax = std::size_t{64};

  // The first slot of a run of 1 to kRunMax tickets; they are to be filled.
  std::uint32_t add(std::size_t tickets);
  void remove(std::uint32_t first, std::size_t tickets);

  ticket_row& operator[](std::size_t slot) { return rows_[slot]; }
  ticket_row const& operator[](std::size_t slot) const { return rows_[slot]; }
  std::size_t slots() const { return rows_.size(); }

  // How many slots there are and which runs are free. load() makes room for all of them; what is
  // not free is in `used` when it returns. Throws corrupt_bytes.
  void save(byte_writer&) const;
  void load(byte_reader&, std::vector<bool>& used);

 private:
  chunked<ticket_row> rows_;
  std::array<std::vector<std::uint32_t>, kRunMax + 1> free_;  // by length of the run
};

}  // namespace chepiao
