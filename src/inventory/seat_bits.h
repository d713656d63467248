#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/ids.h"
#include "inventory/stretch.h"

namespace chepiao {

// Seats x segments of one class, a bit each: set where the seat is taken. Segment-major, so that
// whole words of seats are looked at together. Private to this room.
class seat_bits {
 public:
  static constexpr auto kWordBits = std::size_t{64};
  static constexpr auto kWordsMax = std::size_t{1} << 10U;  // seat numbers have 16 bits

  seat_bits(std::uint16_t segments, std::uint16_t seats)
      : segments_{segments},
        seats_{seats},
        words_{(seats + kWordBits - 1) / kWordBits},
        bits_(words_ * (segments + std::size_t{1})) {}

  std::uint16_t segments() const { return segments_; }
  std::uint16_t seats() const { return seats_; }
  std::size_t words() const { return words_; }
  std::size_t memory_bytes() const { return bits_.capacity() * sizeof(std::uint64_t); }

  // Seats 64 * word ... taken on a segment.
  std::uint64_t taken(std::size_t segment, std::size_t word) const {
    return bits_[segment * words_ + word];
  }
  // Seats taken on any segment at all.
  std::uint64_t touched(std::size_t word) const { return taken(segments_, word); }

  bool is_taken(seat_index seat, std::size_t segment) const {
    return (taken(segment, word_of(seat)) & bit_of(seat)) != 0;
  }
  bool is_free(seat_index, stretch) const;
  // The longest free time of the seat that holds the stretch, were the stretch itself free.
  stretch gap_around(seat_index, stretch) const;

  // CHECK that the seat is free (taken) on all of the stretch.
  void take(seat_index, stretch);
  void give(seat_index, stretch);

  // Calls visit(word, free seats of that word on the stretch) for rising words, as long as it
  // returns true.
  template <typename Visit>
  void visit_free(stretch s, Visit const& visit) const {
    constexpr auto kBlock = std::size_t{8};  // words that the compiler may take together
    for (auto first = std::size_t{0}; first < words_; first += kBlock) {
      auto const n = std::min(kBlock, words_ - first);
      auto any_taken = std::array<std::uint64_t, kBlock>{};
      for (auto segment = std::size_t{std::to_underlying(s.from)};
           segment < std::to_underlying(s.to); ++segment) {
        auto const* const row = bits_.data() + segment * words_ + first;
        for (auto i = std::size_t{0}; i < n; ++i) {
          any_taken[i] |= row[i];
        }
      }
      for (auto i = std::size_t{0}; i < n; ++i) {
        if (!visit(first + i, ~any_taken[i] & existing(first + i))) {
          return;
        }
      }
    }
  }

 private:
  static std::size_t word_of(seat_index seat) { return std::to_underlying(seat) / kWordBits; }
  static std::uint64_t bit_of(seat_index seat) {
    return std::uint64_t{1} << (std::to_underlying(seat) % kWordBits);
  }
  std::uint64_t existing(std::size_t word) const {
    auto const left = seats_ - word * kWordBits;
    return left >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1U;
  }
  void demand(seat_index seat, stretch s) const {
    CHECK(std::to_underlying(seat) < seats_);
    CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  }

  std::uint16_t segments_;
  std::uint16_t seats_;
  std::size_t words_;                // of one segment
  std::vector<std::uint64_t> bits_;  // one row a segment, and one for all of them together
};

}  // namespace chepiao
