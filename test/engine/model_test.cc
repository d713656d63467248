#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "test/engine/desk.h"
#include "test/engine/folded.h"
#include "test/support/seeded_rng.h"

// The engine against a model that a child could check: an array of seats by segments.

namespace chepiao {
namespace {

using test::desk;
using test::kToday;

constexpr auto kStops = std::uint16_t{7};
constexpr auto kSeats = std::uint16_t{9};
constexpr auto kServices = std::uint32_t{3};
constexpr auto kDays = 2;
constexpr auto kAccounts = std::uint64_t{4};
constexpr auto kHoldTime = seconds{600};

test::small_world three_lines() {
  auto world = test::small_world{};
  for (auto i = std::uint32_t{0}; i < kServices; ++i) {
    auto stops = std::vector<std::string>{};
    for (auto stop = 0; stop < kStops; ++stop) {
      stops.push_back(std::string{"S"} + static_cast<char>('a' + i) +
                      static_cast<char>('0' + stop));
    }
    world.add({.number = "G" + std::to_string(i),
               .stops = stops,
               .classes = {{"second", kSeats}},
               .departs_s = static_cast<std::int32_t>(8 + 5 * i) * 3600});
  }
  world.limits.hold_time = kHoldTime;
  world.limits.unpaid_orders_per_account_max = 6;
  world.limits.open_orders_per_account_max = 1000;
  world.limits.key_lifetime = seconds{3600};
  world.finish();
  return world;
}

class model {
 public:
  struct taken {
    departure_id departure;
    std::uint16_t seat = 0;
    std::uint16_t from = 0;
    std::uint16_t to = 0;
  };
  struct kept_order {
    account_id account{};
    order_status status{};
    instant expires_at{};
    std::vector<taken> tickets;
    std::set<std::size_t> refunded;
  };

  bool is_free(departure_id d, std::uint16_t seat, std::uint16_t from, std::uint16_t to) const {
    auto const& row = seats(d)[seat];
    return std::none_of(row.begin() + from, row.begin() + to, [](int n) { return n != 0; });
  }
  int free(departure_id d, std::uint16_t from, std::uint16_t to) const {
    auto n = 0;
    for (auto seat = std::uint16_t{0}; seat < kSeats; ++seat) {
      n += is_free(d, seat, from, to) ? 1 : 0;
    }
    return n;
  }
  // False when a seat is taken twice.
  bool take(taken const& t) {
    auto const fits = is_free(t.departure, t.seat, t.from, t.to);
    mark(t, 1);
    return fits;
  }
  void give(taken const& t) { mark(t, 0); }
  void end(kept_order& o, order_status status) {
    o.status = status;
    std::for_each(o.tickets.begin(), o.tickets.end(), [&](auto const& t) { give(t); });
  }
  void expire(instant now) {
    for (auto& o : orders) {
      if (o.status == order_status::reserved && o.expires_at <= now) {
        end(o, order_status::expired);
      }
    }
  }
  int unpaid(account_id account) const {
    return static_cast<int>(std::count_if(orders.begin(), orders.end(), [&](auto const& o) {
      return o.account == account && o.status == order_status::reserved;
    }));
  }

  std::vector<kept_order> orders;  // by order id

 private:
  using grid = std::array<std::array<int, kStops - 1>, kSeats>;
  grid const& seats(departure_id d) const {
    return grids_[std::to_underlying(d.service)][static_cast<std::size_t>(d.day - kToday)];
  }
  void mark(taken const& t, int value) {
    auto& row = grids_[std::to_underlying(t.departure.service)]
                      [static_cast<std::size_t>(t.departure.day - kToday)][t.seat];
    std::fill(row.begin() + t.from, row.begin() + t.to, value);
  }

  std::array<std::array<grid, kDays>, kServices> grids_{};
};

class contest {
 public:
  contest(test::small_world const& world, std::uint64_t seed)
      : chance_{seed},
        desk_{world, seed % 2 == 0 ? seat_policy::best_fit : seat_policy::first_fit} {}

  void run(int steps) {
    for (auto i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
      desk_.clock.advance(milliseconds{chance_.below(60'000)});
      desk_.run_timers();
      model_.expire(desk_.clock.now());
      switch (chance_.below(8)) {
        case 0:
          pay();
          break;
        case 1:
          cancel();
          break;
        case 2:
          refund();
          break;
        default:
          hold();
      }
      compare();
    }
  }
  desk const& played() const { return desk_; }

 private:
  departure_id any_departure() {
    return {service_id{static_cast<std::uint32_t>(chance_.below(kServices))},
            kToday + static_cast<std::int32_t>(chance_.below(kDays))};
  }
  account_id any_account() { return account_id{1 + chance_.below(kAccounts)}; }

  // What is decided twice on the same state is the same, and asking changes nothing.
  result<order_view> ask(command_body const& body) {
    auto const identity = command_identity{.id = {next_key()}, .digest = {}};
    auto const once = desk_.machine.decide({identity, body}, desk_.clock.now());
    auto const twice = desk_.machine.decide({identity, body}, desk_.clock.now());
    EXPECT_EQ(once.has_value(), twice.has_value());
    if (once) {
      EXPECT_EQ(once->happened, twice->happened);
    }
    auto const answer = desk_.ask(body, identity);
    EXPECT_EQ(answer.has_value(), once.has_value());
    if (answer) {
      auto const again = desk_.ask(body, identity);
      EXPECT_TRUE(again && desk_.last_was_replayed && again->status == answer->status);
    }
    return answer;
  }
  digest128 next_key() {
    auto out = digest128{};
    chance_.fill(out);
    return out;
  }

  void hold() {
    auto const people = 1 + chance_.below(4);
    auto asked = test::hold_of(model_.orders.size(), {}, people, any_account());
    auto enough = true;
    auto names_free = true;
    auto const legs = 1 + chance_.below(2);
    for (auto leg = std::size_t{0}; leg < legs; ++leg) {
      auto const d = any_departure();
      auto const from = static_cast<std::uint16_t>(chance_.below(kStops - 1));
      auto const to =
          static_cast<std::uint16_t>(from + 1 + chance_.below(std::uint64_t{kStops} - 1 - from));
      if (leg == 1 && d.day == asked.legs[0].departure.day &&
          d.service == asked.legs[0].departure.service) {
        break;  // overlap is a matter of the stories
      }
      auto wanted = test::leg_of(d.service, from, to, d.day);
      if (chance_.below(4) == 0) {
        auto const first = chance_.below(std::uint64_t{kSeats} - people + 1);
        for (auto i = first; i < first + people; ++i) {
          wanted.seats.push_back({"01", label(i)});
          names_free = names_free && model_.is_free(d, static_cast<std::uint16_t>(i), from, to);
        }
      } else {
        enough = enough && std::cmp_greater_equal(model_.free(d, from, to), people);
      }
      asked.legs.push_back(wanted);
    }
    auto const limited = model_.unpaid(asked.account) >= 6;
    auto const held = ask(asked);
    auto const departed_or_overlapping =
        !held && (held.error().code == refusal_code::departed ||
                  held.error().code == refusal_code::past_date ||
                  held.error().code == refusal_code::overlapping_legs);
    if (departed_or_overlapping) {
      return;
    }
    ASSERT_EQ(held.has_value(), enough && names_free && !limited)
        << (held ? "held" : row_of(held.error().code).wire_code);
    if (!held) {
      return;
    }
    auto kept = model::kept_order{.account = asked.account,
                                  .status = order_status::reserved,
                                  .expires_at = desk_.clock.now() + kHoldTime,
                                  .tickets = {},
                                  .refunded = {}};
    for (auto const& t : held->tickets) {
      kept.tickets.push_back({t.departure, std::to_underlying(t.seat), std::to_underlying(t.from),
                              std::to_underlying(t.to)});
      ASSERT_TRUE(model_.take(kept.tickets.back())) << "a seat sold twice";
      ASSERT_EQ(t.label, label(std::to_underlying(t.seat)));
    }
    ASSERT_EQ(kept.tickets.size(), asked.legs.size() * people);
    model_.orders.push_back(kept);
  }
  static std::string label(std::uint64_t seat) {
    return "0" + std::to_string(seat / 5 + 1) + std::string{"ABCDF"}[seat % 5];
  }

  std::optional<std::size_t> any_order() {
    if (model_.orders.empty()) {
      return std::nullopt;
    }
    auto const newest = std::min<std::uint64_t>(model_.orders.size(), 12);
    return model_.orders.size() - 1 - chance_.below(newest);
  }
  void pay() {
    if (auto const n = any_order()) {
      auto& o = model_.orders[*n];
      auto const paid = ask(pay_order{{0, *n}, o.account, payment_method::sandbox});
      ASSERT_EQ(paid.has_value(), o.status == order_status::reserved);
      o.status = paid ? order_status::ticketed : o.status;
    }
  }
  void cancel() {
    if (auto const n = any_order()) {
      auto& o = model_.orders[*n];
      auto const done = ask(cancel_order{{0, *n}, o.account});
      ASSERT_EQ(done.has_value(), o.status == order_status::reserved);
      if (done) {
        model_.end(o, order_status::cancelled);
      }
    }
  }
  void refund() {
    auto const n = any_order();
    if (!n || model_.orders[*n].status != order_status::ticketed) {
      return;
    }
    auto& o = model_.orders[*n];
    auto const ticket = chance_.below(o.tickets.size());
    auto const done = ask(refund_tickets{{0, *n}, o.account, {static_cast<std::uint8_t>(ticket)}});
    if (!done) {
      ASSERT_TRUE(o.refunded.contains(ticket) || done.error().code == refusal_code::not_refundable);
      return;
    }
    ASSERT_TRUE(o.refunded.insert(ticket).second);
    model_.give(o.tickets[ticket]);
    if (o.refunded.size() == o.tickets.size()) {
      o.status = order_status::refunded;
    }
    ASSERT_EQ(done->status, o.status);
  }

  // Every pair of stops of one departure, and one order, as a reader sees them.
  void compare() {
    auto const d = any_departure();
    auto const* const counts = desk_.seats.find(d);
    for (auto from = std::uint16_t{0}; from + 1 < kStops; ++from) {
      for (auto to = static_cast<std::uint16_t>(from + 1); to < kStops; ++to) {
        auto const free =
            counts == nullptr ? kSeats : counts->free({}, stop_index{from}, stop_index{to}).value();
        ASSERT_EQ(free, model_.free(d, from, to));
      }
    }
    if (auto const n = any_order()) {
      auto const& o = model_.orders[*n];
      auto const found = desk_.machine.find_order({0, *n}, o.account);
      if (found) {
        ASSERT_EQ(found->status, o.status);
      } else {
        ASSERT_NE(o.status, order_status::reserved) << "an unpaid order left";
      }
    }
  }

  test::seeded_rng chance_;
  desk desk_;
  model model_;
};

class random_commands : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_commands, agree_with_a_naive_model) {
  auto const world = three_lines();
  auto game = contest{world, GetParam()};
  game.run(2'000);
  auto const& machine = game.played().machine;
  EXPECT_GT(game.played().history.size(), 500U);
  EXPECT_EQ(test::folded(world, game.played().history).state_root(), machine.state_root());
  EXPECT_EQ(test::reloaded(world, machine).state_root(), machine.state_root());
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         random_commands,
                         testing::Range(std::uint64_t{1}, std::uint64_t{9}));

}  // namespace
}  // namespace chepiao
