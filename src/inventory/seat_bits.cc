#include "inventory/seat_bits.h"

namespace chepiao {

bool seat_bits::is_free(seat_index seat, stretch s) const {
  demand(seat, s);
  for (auto segment = std::to_underlying(s.from); segment < std::to_underlying(s.to); ++segment) {
    if (is_taken(seat, segment)) {
      return false;
    }
  }
  return true;
}

stretch seat_bits::gap_around(seat_index seat, stretch s) const {
  auto from = std::to_underlying(s.from);
  auto to = std::to_underlying(s.to);
  while (from > 0 && !is_taken(seat, from - std::size_t{1})) {
    --from;
  }
  while (to < segments_ && !is_taken(seat, to)) {
    ++to;
  }
  return {stop_index{from}, stop_index{to}};
}

void seat_bits::take(seat_index seat, stretch s) {
  demand(seat, s);
  auto const word = word_of(seat);
  auto const bit = bit_of(seat);
  for (auto segment = std::size_t{std::to_underlying(s.from)}; segment < std::to_underlying(s.to);
       ++segment) {
    auto& row = bits_[segment * words_ + word];
    CHECK((row & bit) == 0);
    row |= bit;
  }
  bits_[segments_ * words_ + word] |= bit;
}

void seat_bits::give(seat_index seat, stretch s) {
  demand(seat, s);
  auto const word = word_of(seat);
  auto const bit = bit_of(seat);
  for (auto segment = std::size_t{std::to_underlying(s.from)}; segment < std::to_underlying(s.to);
       ++segment) {
    auto& row = bits_[segment * words_ + word];
    CHECK((row & bit) != 0);
    row &= ~bit;
  }
  auto const gap = gap_around(seat, s);
  if (std::to_underlying(gap.from) == 0 && std::to_underlying(gap.to) == segments_) {
    bits_[segments_ * words_ + word] &= ~bit;
  }
}

}  // namespace chepiao
