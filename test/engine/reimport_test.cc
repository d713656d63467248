#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "event/record.h"
#include "journal/memory_log.h"
#include "test/engine/desk.h"
#include "test/engine/folded.h"
#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

using test::desk;
using test::hold_of;
using test::kToday;
using test::leg_of;
using test::small_world;

constexpr auto kLine = service_id{0};
constexpr auto kSeats = std::uint16_t{10};
constexpr auto kOwner = account_id{1};

// Ten seats each time; rows of another width give the same numbers other names.
small_world line_of(std::vector<std::string> stops, std::uint8_t seats_per_row) {
  auto world = small_world{};
  world.add({.number = "G1",
             .stops = std::move(stops),
             .classes = {{"second", kSeats}},
             .seats_per_row = seats_per_row});
  world.limits.unpaid_orders_per_account_max = 1000;
  world.limits.open_orders_per_account_max = 1000;
  world.finish();
  return world;
}

// The server starts again with another timetable over the same history.
std::unique_ptr<desk> restarted(small_world const& world, desk const& before) {
  auto out = std::make_unique<desk>(world);
  out->clock.advance(
      std::chrono::duration_cast<milliseconds>(before.clock.now() - out->clock.now()));
  for (auto const& one : before.history) {
    out->machine.apply(one);
  }
  out->history = before.history;
  return out;
}

// As the import asks: what has live tickets must keep its layout.
bool import_accepts(engine const& machine, small_world const& next) {
  for (auto const& open : machine.open_departures()) {
    auto const* const train = next.schedule.find(open.departure.service);
    if (open.live_tickets > 0 &&
        (train == nullptr || next.schedule.layout_hash(*train) != open.layout)) {
      return false;
    }
  }
  return true;
}

void expect_sound(desk const& d, small_world const& world) {
  EXPECT_EQ(test::folded(world, d.history).state_root(), d.machine.state_root());
  EXPECT_EQ(test::reloaded(world, d.machine).state_root(), d.machine.state_root());
  auto log = journal::memory_log{std::make_shared<journal::memory_disk>()};
  log.begin_epoch(d.history.front().at, "test");
  for (auto const& one : d.history) {
    log.append(one.at, 1, encode(std::vector{one}));
  }
  auto const report = audit(log);
  EXPECT_TRUE(report.clean()) << report.findings.at(0).code << report.findings.at(0).detail;
}

hold_seats hold_named(std::uint64_t n, std::string label) {
  auto wish = hold_of(n, {leg_of(kLine, 0, 2)});
  wish.legs[0].seats = {{"01", std::move(label)}};
  return wish;
}

TEST(reimport, a_service_that_is_gone_is_refunded_until_its_run_must_have_ended) {
  auto const line = line_of({"A", "B", "C"}, 5);
  auto before = std::make_unique<desk>(line);
  for (auto const n : {std::uint64_t{1}, std::uint64_t{2}}) {
    ASSERT_TRUE(before->ask(hold_of(n, {leg_of(kLine, 0, 2)})));
    ASSERT_TRUE(before->ask(pay_order{{0, n}, kOwner, {}}));
  }
  auto without = line_of({"A", "B", "C"}, 5);
  without.schedule.services[0].calls.clear();
  without.schedule.build_index();

  auto const after = restarted(without, *before);
  after->clock.advance(std::chrono::days{3});
  EXPECT_TRUE(after->ask(refund_tickets{{0, 1}, kOwner, {}}));
  after->clock.advance(std::chrono::days{12});
  EXPECT_EQ(after->ask(refund_tickets{{0, 2}, kOwner, {}}).error().code,
            refusal_code::not_refundable);
}

TEST(reimport, there_and_back_never_sells_a_printed_seat_twice) {
  auto const wide = line_of({"A", "B", "C"}, 5);
  auto const narrow = line_of({"A", "B", "C"}, 4);
  auto d = std::make_unique<desk>(wide);
  ASSERT_TRUE(d->ask(hold_named(1, "02A")));
  d->clock.advance(wide.limits.hold_time);
  d->run_timers();

  ASSERT_TRUE(import_accepts(d->machine, narrow));
  d = restarted(narrow, *d);
  auto const sold = d->ask(hold_named(2, "02A"));
  ASSERT_TRUE(sold);
  EXPECT_EQ(sold->tickets[0].seat, seat_index{4});  // in the wide train this is 01F
  ASSERT_TRUE(d->ask(pay_order{{0, 2}, kOwner, {}}));
  EXPECT_EQ(d->machine.open_departures().at(0).layout,
            narrow.schedule.layout_hash(narrow.schedule.services[0]));
  EXPECT_EQ(d->seats.find({kLine, kToday})->free({}, stop_index{0}, stop_index{2}), kSeats - 1);
  expect_sound(*d, narrow);

  EXPECT_FALSE(import_accepts(d->machine, wide));
  auto const forced = restarted(wide, *d);
  EXPECT_EQ(forced->ask(hold_named(3, "02A")).error(),
            (refusal{refusal_code::not_on_sale, "legs[0].departure_id"}));

  ASSERT_TRUE(d->ask(refund_tickets{{0, 2}, kOwner, {}}));
  ASSERT_TRUE(import_accepts(d->machine, wide));
  d = restarted(wide, *d);
  EXPECT_EQ(d->ask(hold_named(4, "02A"))->tickets[0].seat, seat_index{5});
  EXPECT_EQ(d->machine.find_order({0, 2}, kOwner)->tickets[0].label, "02A");
  expect_sound(*d, wide);
}

TEST(reimport, of_other_stops_shows_no_old_counts) {
  auto const before = line_of({"A", "B", "C"}, 5);
  auto const longer = line_of({"A", "B", "C", "D"}, 5);
  auto d = std::make_unique<desk>(before);
  ASSERT_TRUE(d->ask(hold_of(1, {leg_of(kLine, 0, 2)})));
  ASSERT_TRUE(d->ask(cancel_order{{0, 1}, kOwner}));
  d = restarted(longer, *d);
  EXPECT_EQ(d->seats.find({kLine, kToday}), nullptr);
  auto const map =
      d->machine.seat_map({kLine, kToday}, {}, stop_index{2}, stop_index{3}, d->clock.now());
  ASSERT_TRUE(map);
  EXPECT_EQ(map->taken, std::vector<std::uint64_t>{0});
  ASSERT_TRUE(d->ask(hold_of(2, {leg_of(kLine, 0, 1), leg_of(kLine, 2, 3)})));
  EXPECT_EQ(d->history.back().events.size(), 2U);
  EXPECT_EQ(d->seats.find({kLine, kToday})->free({}, stop_index{2}, stop_index{3}), kSeats - 1);
  expect_sound(*d, longer);
}

// What is on sale, by what is printed on the ticket.
class printed_world {
 public:
  void take(std::uint64_t order, held_ticket const& t) {
    for (auto const& [other, u] : live_) {
      EXPECT_FALSE(u.departure == t.departure && u.coach == t.coach && u.label == t.label &&
                   u.from < t.to && t.from < u.to)
          << "orders " << other << " and " << order << " both have " << t.label;
    }
    live_.emplace(order, t);
  }
  void give(std::uint64_t order) { live_.erase(order); }
  bool has(std::uint64_t order) const { return live_.contains(order); }
  std::uint16_t free(departure_id id, std::uint16_t from, std::uint16_t to) const {
    auto taken = std::map<std::string, int>{};
    for (auto const& [order, t] : live_) {
      if (t.departure == id && std::to_underlying(t.from) < to && from < std::to_underlying(t.to)) {
        ++taken[t.label];
      }
    }
    return static_cast<std::uint16_t>(kSeats - taken.size());
  }

 private:
  std::map<std::uint64_t, held_ticket> live_;
};

TEST(reimport, at_any_time_keeps_every_printed_seat_to_one_traveller) {
  auto const worlds = std::vector{line_of({"A", "B", "C"}, 5), line_of({"A", "B", "C"}, 4),
                                  line_of({"A", "B", "C", "D"}, 5), line_of({"A", "C"}, 2)};
  auto chance = test::seeded_rng{7};
  auto const below = [&](std::uint64_t end) { return chance.below(end); };
  auto world = std::size_t{0};
  auto d = std::make_unique<desk>(worlds[world]);
  auto truth = printed_world{};
  auto imports = 0;
  for (auto n = std::uint64_t{1}; n <= 1'000; ++n) {
    auto const stops = worlds[world].schedule.services[0].calls.size();
    auto const day = kToday + 1 + static_cast<std::int32_t>(below(2));
    auto const from = static_cast<std::uint16_t>(below(stops - 1));
    auto const to = static_cast<std::uint16_t>(from + 1U + below(stops - 1U - from));
    if (auto const held = d->ask(hold_of(n, {leg_of(kLine, from, to, day)}))) {
      truth.take(n, held->tickets[0]);
    }
    // All are given back now and then, so that the stock is empty.
    auto const last = below(8) == 0 ? std::min<std::uint64_t>(n, 100) : below(2);
    for (auto back = std::uint64_t{0}; back < last; ++back) {
      auto const order = n - back;
      if (truth.has(order)) {
        EXPECT_TRUE(d->ask(cancel_order{{0, order}, kOwner}));
        truth.give(order);
      }
    }
    if (auto const* counts = d->seats.find({kLine, day})) {
      ASSERT_EQ(counts->free({}, stop_index{from}, stop_index{to}),
                truth.free({kLine, day}, from, to));
    }
    auto const next = below(worlds.size());
    if (next != world && import_accepts(d->machine, worlds[next])) {
      world = next;
      d = restarted(worlds[world], *d);
      ++imports;
    }
  }
  EXPECT_GT(imports, 20);
  expect_sound(*d, worlds[world]);
}

}  // namespace
}  // namespace chepiao
