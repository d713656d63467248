#include "inventory/together.h"

#include <bit>
#include <optional>
#include <utility>

#include "base/check.h"

namespace chepiao {
namespace {

std::vector<seat_index> indices(std::vector<std::uint64_t> const& mask) {
  auto seats = std::vector<seat_index>{};
  for (auto w = std::size_t{0}; w < mask.size(); ++w) {
    for (auto word = mask[w]; word != 0; word &= word - 1) {
      seats.push_back(seat_index{
          static_cast<std::uint16_t>(w * 64 + static_cast<std::size_t>(std::countr_zero(word)))});
    }
  }
  return seats;
}

seat_place const& place_of(std::span<seat_place const> places, seat_index seat) {
  return places[std::to_underlying(seat)];
}

bool next_to(seat_place const& a, seat_place const& b) {
  return a.coach == b.coach && a.row == b.row && a.column + 1 == b.column;
}

// The first `wanted` free neighbours in one row.
std::optional<std::size_t> neighbours(std::vector<seat_index> const& free,
                                      std::size_t wanted,
                                      std::span<seat_place const> places) {
  auto run = std::size_t{1};
  for (auto i = std::size_t{0}; i < free.size(); ++i) {
    run = i > 0 && next_to(place_of(places, free[i - 1]), place_of(places, free[i])) ? run + 1 : 1;
    if (run == wanted) {
      return i + 1 - wanted;
    }
  }
  return std::nullopt;
}

// The `wanted` free seats of one coach that lie closest together.
std::optional<std::size_t> same_coach(std::vector<seat_index> const& free,
                                      std::size_t wanted,
                                      std::span<seat_place const> places) {
  auto best = std::optional<std::size_t>{};
  auto best_spread = 0;
  for (auto i = std::size_t{0}; i + wanted <= free.size(); ++i) {
    auto const first = free[i];
    auto const last = free[i + wanted - 1];
    if (place_of(places, first).coach != place_of(places, last).coach) {
      continue;
    }
    auto const spread = std::to_underlying(last) - std::to_underlying(first);
    if (!best || spread < best_spread) {
      best = i;
      best_spread = spread;
    }
  }
  return best;
}

}  // namespace

std::vector<seat_index> choose_together(std::vector<std::uint64_t> const& free,
                                        std::size_t wanted,
                                        std::span<seat_place const> places) {
  auto const seats = indices(free);
  CHECK(seats.size() >= wanted);
  auto start = std::optional<std::size_t>{};
  if (!places.empty()) {
    start = neighbours(seats, wanted, places);
    if (!start) {
      start = same_coach(seats, wanted, places);
    }
  }
  auto const first = seats.begin() + static_cast<std::ptrdiff_t>(start.value_or(0));
  return {first, first + static_cast<std::ptrdiff_t>(wanted)};
}

}  // namespace chepiao
