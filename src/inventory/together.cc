#include "inventory/together.h"

#include <bit>
#include <optional>
#include <utility>

#include "base/check.h"

namespace chepiao {
namespace {

// Calls visit(seat) for rising free seats, as long as it returns true.
template <typename Visit>
void visit_seats(std::span<std::uint64_t const> mask, Visit const& visit) {
  for (auto w = std::size_t{0}; w < mask.size(); ++w) {
    for (auto word = mask[w]; word != 0; word &= word - 1) {
      auto const bit = static_cast<std::size_t>(std::countr_zero(word));
      if (!visit(seat_index{static_cast<std::uint16_t>(w * 64 + bit)})) {
        return;
      }
    }
  }
}

// The last `wanted` free seats that were passed.
class window {
 public:
  explicit window(std::size_t wanted) : wanted_{wanted} {}
  void push(seat_index seat) {
    if (seats_.size() == wanted_) {
      seats_.erase(seats_.begin());
    }
    seats_.push_back(seat);
  }
  bool is_full() const { return seats_.size() == wanted_; }
  void clear() { seats_.clear(); }
  chosen_seats const& seats() const { return seats_; }

 private:
  std::size_t wanted_;
  chosen_seats seats_;
};

seat_place const& place_of(std::span<seat_place const> places, seat_index seat) {
  return places[std::to_underlying(seat)];
}

bool next_to(seat_place const& a, seat_place const& b) {
  return a.coach == b.coach && a.row == b.row && a.column + 1 == b.column;
}

// The first `wanted` free neighbours in one row.
std::optional<chosen_seats> neighbours(std::span<std::uint64_t const> free,
                                       std::size_t wanted,
                                       std::span<seat_place const> places) {
  auto run = window{wanted};
  visit_seats(free, [&](seat_index seat) {
    if (!run.seats().empty() &&
        !next_to(place_of(places, run.seats().back()), place_of(places, seat))) {
      run.clear();
    }
    run.push(seat);
    return !run.is_full();
  });
  return run.is_full() ? std::optional{run.seats()} : std::nullopt;
}

// The `wanted` free seats of one coach that lie closest together.
std::optional<chosen_seats> same_coach(std::span<std::uint64_t const> free,
                                       std::size_t wanted,
                                       std::span<seat_place const> places) {
  auto last = window{wanted};
  auto best = std::optional<chosen_seats>{};
  auto best_spread = 0;
  visit_seats(free, [&](seat_index seat) {
    last.push(seat);
    auto const first = last.seats().front();
    if (!last.is_full() || place_of(places, first).coach != place_of(places, seat).coach) {
      return true;
    }
    auto const spread = std::to_underlying(seat) - std::to_underlying(first);
    if (!best || spread < best_spread) {
      best = last.seats();
      best_spread = spread;
    }
    return true;
  });
  return best;
}

chosen_seats any_of(std::span<std::uint64_t const> free, std::size_t wanted) {
  auto seats = chosen_seats{};
  visit_seats(free, [&](seat_index seat) {
    seats.push_back(seat);
    return seats.size() < wanted;
  });
  return seats;
}

}  // namespace

chosen_seats choose_together(std::span<std::uint64_t const> free,
                             std::size_t wanted,
                             std::span<seat_place const> places) {
  CHECK(wanted > 0 && wanted <= kTogetherMax);
  if (!places.empty()) {
    if (auto found = neighbours(free, wanted, places)) {
      return *found;
    }
    if (auto found = same_coach(free, wanted, places)) {
      return *found;
    }
  }
  auto seats = any_of(free, wanted);
  CHECK(seats.size() == wanted);
  return seats;
}

}  // namespace chepiao
