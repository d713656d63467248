#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace chepiao {

// Finds the slot of a key that is stored in the slot itself: some eight bytes per entry. Linear
// probing, at most three quarters full. Beside each cell stands a byte of its key's hash, so that a
// key that is not there is mostly not compared with any. `hash_of(slot)` gives the hash of the key
// in a slot. Hashes must already be well mixed in all their bits. It is never iterated over.
class slot_index {
 public:
  static constexpr auto kNone = ~std::uint32_t{0};

  // The slot for which `matches(slot)` holds, among those of this hash; kNone when there is none.
  template <typename Matches>
  std::uint32_t find(std::uint64_t hash, Matches const& matches) const {
    if (cells_.empty()) {
      return kNone;
    }
    auto const tag = tag_of(hash);
    for (auto at = home(hash); tags_[at] != kEmpty; at = next(at)) {
      if (tags_[at] == tag && matches(cells_[at])) {
        return cells_[at];
      }
    }
    return kNone;
  }

  // Makes room for so many without growing. Requires that the index is empty.
  void reserve(std::size_t entries) {
    make_room(std::max<std::size_t>(16, std::bit_ceil(entries + entries / 3 + 1)));
  }

  // Requires that the key is not in the index.
  template <typename HashOf>
  void insert(std::uint32_t slot, HashOf const& hash_of) {
    if ((size_ + 1) * 4 > cells_.size() * 3) {
      grow(hash_of);
    }
    place(slot, hash_of(slot));
    ++size_;
  }

  // Requires that the slot is in the index.
  template <typename HashOf>
  void erase(std::uint32_t slot, HashOf const& hash_of) {
    auto hole = home(hash_of(slot));
    while (tags_[hole] == kEmpty || cells_[hole] != slot) {
      hole = next(hole);
    }
    // Close the gap, so that no probe stops too early: move back whatever may stand in the hole.
    for (auto at = next(hole); tags_[at] != kEmpty; at = next(at)) {
      auto const wanted = home(hash_of(cells_[at]));
      auto const distance_from_home = (at - wanted) & mask();
      auto const distance_from_hole = (at - hole) & mask();
      if (distance_from_home >= distance_from_hole) {
        cells_[hole] = cells_[at];
        tags_[hole] = tags_[at];
        hole = at;
      }
    }
    tags_[hole] = kEmpty;
    --size_;
  }

  std::size_t size() const { return size_; }
  std::size_t memory_bytes() const {
    return cells_.capacity() * sizeof(std::uint32_t) + tags_.capacity();
  }

 private:
  std::size_t mask() const { return cells_.size() - 1; }
  std::size_t home(std::uint64_t hash) const { return static_cast<std::size_t>(hash) & mask(); }
  std::size_t next(std::size_t at) const { return (at + 1) & mask(); }

  // The home comes from the low bits, the tag from the high ones.
  static std::uint8_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint8_t>(hash >> 56U) | 1U;
  }

  void make_room(std::size_t cells) {
    cells_.assign(cells, kNone);
    tags_.assign(cells, kEmpty);
  }

  void place(std::uint32_t slot, std::uint64_t hash) {
    auto at = home(hash);
    while (tags_[at] != kEmpty) {
      at = next(at);
    }
    cells_[at] = slot;
    tags_[at] = tag_of(hash);
  }

  template <typename HashOf>
  void grow(HashOf const& hash_of) {
    auto const old = std::move(cells_);
    auto const used = std::move(tags_);
    make_room(old.empty() ? 16 : old.size() * 2);
    for (auto i = std::size_t{0}; i < old.size(); ++i) {
      if (used[i] != kEmpty) {
        place(old[i], hash_of(old[i]));
      }
    }
  }

  static constexpr auto kEmpty = std::uint8_t{0};

  std::vector<std::uint32_t> cells_;  // a power of two
  std::vector<std::uint8_t> tags_;    // one for each cell
  std::size_t size_ = 0;
};

// Spreads a number over all 64 bits.
constexpr std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 32U)) * 0xD6E8FEB86659FD93ULL;
  value = (value ^ (value >> 32U)) * 0xD6E8FEB86659FD93ULL;
  return value ^ (value >> 32U);
}

}  // namespace chepiao
