#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "test/engine/desk.h"
#include "test/engine/folded.h"
#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

constexpr auto kStops = std::uint16_t{67};
constexpr auto kLine = service_id{0};

test::small_world long_line(std::uint16_t seats) {
  auto world = test::small_world{};
  auto stops = std::vector<std::string>{};
  for (auto i = 0; i < kStops; ++i) {
    stops.push_back("stop " + std::to_string(i));
  }
  world.add({.number = "1", .stops = stops, .classes = {{"second", seats}}});
  world.limits.unpaid_orders_per_account_max = 100'000;
  world.limits.open_orders_per_account_max = 100'000;
  world.limits.hold_time = std::chrono::hours{24};
  world.finish();
  return world;
}

using pair_of_stops = std::pair<std::uint16_t, std::uint16_t>;

std::vector<pair_of_stops> every_pair() {
  auto pairs = std::vector<pair_of_stops>{};
  for (auto from = std::uint16_t{0}; from < kStops; ++from) {
    for (auto to = static_cast<std::uint16_t>(from + 1); to < kStops; ++to) {
      pairs.emplace_back(from, to);
    }
  }
  return pairs;
}

// Who sits where between which stops; a second one in the same place is a double sale.
class seat_book {
 public:
  bool seat_is_new(held_ticket const& t) {
    auto fresh = true;
    for (auto s = std::to_underlying(t.from); s < std::to_underlying(t.to); ++s) {
      fresh = taken_.emplace(std::pair{std::to_underlying(t.seat), s}, true).second && fresh;
    }
    return fresh;
  }
  std::size_t taken() const { return taken_.size(); }
  int free(std::uint16_t seats, std::uint16_t from, std::uint16_t to) const {
    auto n = 0;
    for (auto seat = std::uint16_t{0}; seat < seats; ++seat) {
      auto const at = taken_.lower_bound({seat, from});
      n += at == taken_.end() || at->first >= std::pair{seat, to} ? 1 : 0;
    }
    return n;
  }

 private:
  std::map<std::pair<std::uint16_t, std::uint16_t>, bool> taken_;
};

TEST(long_line, one_departure_is_sold_on_all_2211_pairs_of_stops_and_no_seat_twice) {
  ASSERT_EQ(every_pair().size(), 2'211U);
  auto const world = long_line(1'200);
  auto d = test::desk{world};
  auto seats = seat_book{};
  auto segments = std::size_t{0};
  auto n = std::uint64_t{0};
  for (auto const& [from, to] : every_pair()) {
    ASSERT_TRUE(d.ask(test::hold_of(++n, {test::leg_of(kLine, from, to)}))) << from << " to " << to;
    auto const paid = d.ask(pay_order{{0, n}, account_id{1}, payment_method::sandbox});
    ASSERT_TRUE(paid && paid->status == order_status::ticketed);
    ASSERT_TRUE(seats.seat_is_new(paid->tickets.front()));
    segments += to - from;
  }
  EXPECT_EQ(seats.taken(), segments);
  EXPECT_EQ(d.machine.count().live_tickets, 2'211U);
  EXPECT_EQ(test::reloaded(world, d.machine).state_root(), d.machine.state_root());
}

TEST(long_line, is_sold_on_all_pairs_until_nothing_is_left_and_no_seat_twice) {
  constexpr auto kSeats = std::uint16_t{72};
  auto const world = long_line(kSeats);
  auto d = test::desk{world};
  auto seats = seat_book{};
  auto chance = test::seeded_rng{67};
  auto n = std::uint64_t{0};
  auto open = every_pair();
  while (!open.empty()) {
    auto const at = chance.below(open.size());
    auto const [from, to] = open[at];
    auto const held = d.ask(test::hold_of(++n, {test::leg_of(kLine, from, to)}));
    if (held) {
      ASSERT_TRUE(seats.seat_is_new(held->tickets.front()));
      continue;
    }
    ASSERT_EQ(held.error().code, refusal_code::sold_out);
    ASSERT_EQ(seats.free(kSeats, from, to), 0);
    open.erase(open.begin() + static_cast<long>(at));
  }
  EXPECT_EQ(seats.taken(), kSeats * (kStops - 1U));
  EXPECT_EQ(test::folded(world, d.history).state_root(), d.machine.state_root());
}

}  // namespace
}  // namespace chepiao
