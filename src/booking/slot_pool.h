#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/check.h"
#include "booking/chunked.h"
#include "booking/slot_index.h"

namespace chepiao {

// Rows that come and go. Each has a slot for as long as it is there; the slot given back last is
// given out first. Which slots are free is state: the same history gives the same slots.
template <typename T, std::size_t kChunk = 1024>
class slot_pool {
 public:
  std::uint32_t add(T row) {
    if (free_.empty()) {
      auto const fresh = static_cast<std::uint32_t>(rows_.size());
      CHECK(fresh < slot_index::kNone);
      rows_.push_back(std::move(row));
      return fresh;
    }
    auto const slot = free_.back();
    free_.pop_back();
    rows_[slot] = std::move(row);
    return slot;
  }
  // The row becomes T{}.
  void remove(std::uint32_t slot) {
    rows_[slot] = T{};
    free_.push_back(slot);
  }

  T& operator[](std::size_t slot) { return rows_[slot]; }
  T const& operator[](std::size_t slot) const { return rows_[slot]; }
  std::size_t slots() const { return rows_.size(); }  // those that are free included
  std::size_t size() const { return rows_.size() - free_.size(); }

  // The list of free slots, after the rows were written (read, T{} for a free one).
  void save_free(byte_writer& out) const {
    out.put(static_cast<std::uint32_t>(free_.size()));
    for (auto const slot : free_) {
      out.put(slot);
    }
  }
  // `is_free(row)` tells whether a row is T{}. Throws corrupt_bytes.
  template <typename IsFree>
  void load_free(byte_reader& in, IsFree const& is_free) {
    auto const size = in.get<std::uint32_t>();
    if (size > rows_.size()) {
      throw corrupt_bytes{"booking: more free slots than slots"};
    }
    auto listed = std::vector<bool>(rows_.size());
    for (auto i = std::uint32_t{0}; i < size; ++i) {
      auto const slot = in.get<std::uint32_t>();
      if (slot >= rows_.size() || listed[slot] || !is_free(rows_[slot])) {
        throw corrupt_bytes{"booking: a free slot that is not free"};
      }
      listed[slot] = true;
      free_.push_back(slot);
    }
    for (auto slot = std::size_t{0}; slot < rows_.size(); ++slot) {
      if (!listed[slot] && is_free(rows_[slot])) {
        throw corrupt_bytes{"booking: a free slot that is not listed"};
      }
    }
  }
  // While loading: the next slot, free or not.
  void load_row(T row) { rows_.push_back(std::move(row)); }

 private:
  chunked<T, kChunk> rows_;
  std::vector<std::uint32_t> free_;
};

}  // namespace chepiao
