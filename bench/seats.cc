#include "bench/seats.h"

#include <algorithm>
#include <map>
#include <vector>

#include "bench/load/random.h"
#include "inventory/departure_stock.h"

namespace chepiao::bench {
namespace {

struct wish {
  stretch way{};
  std::size_t given_back_after = 0;  // wishes; 0: never

  std::uint64_t segments() const {
    return static_cast<std::uint64_t>(std::to_underlying(way.to) - std::to_underlying(way.from));
  }
};

std::vector<wish> draw(seats_run const& run, std::uint64_t seed) {
  auto chance = load::random{seed};
  auto const enough = run.demand * run.seats * run.segments;
  auto wishes = std::vector<wish>{};
  for (auto asked = std::uint64_t{0}; static_cast<double>(asked) < enough;) {
    auto const from = static_cast<std::uint16_t>(chance.below(run.segments));
    auto const to = static_cast<std::uint16_t>(
        from + 1 + chance.below(static_cast<std::size_t>(run.segments - from)));
    wishes.push_back({.way = {stop_index{from}, stop_index{to}}});
    asked += wishes.back().segments();
  }
  for (auto i = std::size_t{0}; i < wishes.size(); ++i) {
    auto const left = wishes.size() - i;
    if (chance.fraction() < run.cancelled && left > 1) {
      wishes[i].given_back_after = 1 + chance.below(left - 1);
    }
  }
  return wishes;
}

// Free seats on each segment, whoever sits where: nothing is ever refused that has room.
class counters {
 public:
  explicit counters(seats_run const& run) : free_(run.segments, run.seats) {}

  bool sell(stretch s) {
    auto const part = of(s);
    if (std::ranges::any_of(part, [](auto free) { return free == 0; })) {
      return false;
    }
    std::ranges::for_each(part, [](auto& free) { --free; });
    return true;
  }
  void take_back(stretch s, std::size_t) {
    std::ranges::for_each(of(s), [](auto& free) { ++free; });
  }
  static std::size_t sold_seat() { return 0; }

 private:
  std::span<std::uint16_t> of(stretch s) {
    auto const from = std::to_underlying(s.from);
    return std::span{free_}.subspan(from, std::to_underlying(s.to) - from);
  }
  std::vector<std::uint16_t> free_;
};

class seating {
 public:
  seating(seats_run const& run, seat_policy policy)
      : shape_{.place_class = place_class_id{0}, .seats = run.seats},
        stock_{service_day{20'000}, run.segments, std::span{&shape_, 1}},
        policy_{policy} {}

  bool sell(stretch s) {
    auto const chosen = stock_.choose(0, s, 1, {}, policy_);
    if (!chosen) {
      return false;
    }
    sold_ = chosen->front();
    stock_.take(0, sold_, s);
    return true;
  }
  void take_back(stretch s, std::size_t seat) {
    stock_.give(0, seat_index{static_cast<std::uint16_t>(seat)}, s);
  }
  std::size_t sold_seat() const { return std::to_underlying(sold_); }

 private:
  departure_stock::class_shape shape_;
  departure_stock stock_;
  seat_policy policy_;
  seat_index sold_{};
};

// Seat-segments sold and not given back at the end.
template <typename Seller>
std::uint64_t sold_by(Seller seller, std::vector<wish> const& wishes) {
  struct ticket {
    std::size_t wish = 0;
    std::size_t seat = 0;
  };
  auto leaving = std::multimap<std::size_t, ticket>{};
  auto live = std::uint64_t{0};
  for (auto i = std::size_t{0}; i < wishes.size(); ++i) {
    for (; !leaving.empty() && leaving.begin()->first <= i; leaving.erase(leaving.begin())) {
      auto const& back = leaving.begin()->second;
      seller.take_back(wishes[back.wish].way, back.seat);
      live -= wishes[back.wish].segments();
    }
    if (!seller.sell(wishes[i].way)) {
      continue;
    }
    live += wishes[i].segments();
    if (wishes[i].given_back_after > 0) {
      leaving.emplace(i + wishes[i].given_back_after, ticket{i, seller.sold_seat()});
    }
  }
  return live;
}

}  // namespace

figures seats(seats_run const& run) {
  auto bound = std::uint64_t{0};
  auto best = std::uint64_t{0};
  auto first = std::uint64_t{0};
  for (auto round = std::uint64_t{1}; round <= run.rounds; ++round) {
    auto const wishes = draw(run, round);
    bound += sold_by(counters{run}, wishes);
    best += sold_by(seating{run, seat_policy::best_fit}, wishes);
    first += sold_by(seating{run, seat_policy::first_fit}, wishes);
  }
  auto const all = static_cast<double>(run.rounds) * run.seats * run.segments;
  auto const share = [&](std::uint64_t sold) {
    return static_cast<double>(sold) / static_cast<double>(bound);
  };
  return {{"best_fit_of_bound", share(best)},
          {"first_fit_of_bound", share(first)},
          {"bound_of_capacity", static_cast<double>(bound) / all}};
}

}  // namespace chepiao::bench
