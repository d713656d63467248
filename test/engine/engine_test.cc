#include "engine/engine.h"

#include <gtest/gtest.h>

#include "test/engine/desk.h"
#include "test/engine/folded.h"

namespace chepiao {
namespace {

using test::desk;
using test::hold_of;
using test::key;
using test::kToday;
using test::leg_of;
using test::small_world;

small_world one_line(std::uint16_t seats) {
  auto world = small_world{};
  world.add({.number = "G1", .stops = {"A", "B", "C"}, .classes = {{"second", seats}}});
  world.limits.unpaid_orders_per_account_max = 1000;
  world.limits.open_orders_per_account_max = 1000;
  world.finish();
  return world;
}

constexpr auto kLine = service_id{0};
constexpr auto kOwner = account_id{1};

std::uint16_t free_seats(desk const& d, std::uint16_t from, std::uint16_t to) {
  return d.seats.find({kLine, kToday})->free({}, stop_index{from}, stop_index{to}).value();
}

TEST(hold, takes_a_seat_until_its_deadline) {
  auto const world = one_line(2);
  auto d = desk{world};
  auto const held = d.ask(hold_of(1, {leg_of(kLine, 0, 2)}));
  ASSERT_TRUE(held);
  EXPECT_EQ(held->status, order_status::reserved);
  EXPECT_EQ(held->total, minor_units{2'000});
  EXPECT_EQ(held->expires_at, d.clock.now() + world.limits.hold_time);
  ASSERT_EQ(held->tickets.size(), 1U);
  EXPECT_EQ(held->tickets[0].coach, "01");
  EXPECT_EQ(held->tickets[0].label, "01A");
  EXPECT_EQ(free_seats(d, 0, 2), 1);
}

TEST(hold, expires_at_its_deadline_and_not_a_millisecond_before) {
  auto const world = one_line(100);
  auto d = desk{world};
  for (auto n = std::uint64_t{1}; n <= 100; ++n) {
    ASSERT_TRUE(d.ask(hold_of(n, {leg_of(kLine, 0, 2)})));
  }
  EXPECT_EQ(free_seats(d, 0, 2), 0);
  d.clock.advance(milliseconds{world.limits.hold_time} - milliseconds{1});
  d.run_timers();
  EXPECT_EQ(free_seats(d, 0, 2), 0);
  d.clock.advance(milliseconds{1});
  d.run_timers();
  EXPECT_EQ(free_seats(d, 0, 2), 100);
  EXPECT_EQ(d.machine.find_order({0, 100}, kOwner)->status, order_status::expired);
  EXPECT_TRUE(std::holds_alternative<settle_orders>(d.machine.next_due()->body));
}

TEST(payment, makes_tickets) {
  auto const world = one_line(1);
  auto d = desk{world};
  ASSERT_TRUE(d.ask(hold_of(1, {leg_of(kLine, 0, 2)})));
  auto const paid = d.ask(pay_order{.order = {0, 1}, .account = kOwner, .method = {}});
  ASSERT_TRUE(paid);
  EXPECT_EQ(paid->status, order_status::ticketed);
  EXPECT_EQ(d.ask(pay_order{.order = {0, 1}, .account = kOwner, .method = {}}).error().code,
            refusal_code::not_payable);
}

TEST(expiry, takes_a_bounded_number_of_holds_per_record) {
  auto const world = one_line(600);
  auto d = desk{world};
  for (auto n = std::uint64_t{1}; n <= 600; ++n) {
    ASSERT_TRUE(d.ask(hold_of(n, {leg_of(kLine, 0, 2)})));
  }
  auto const before = d.history.size();
  d.clock.advance(world.limits.hold_time);
  d.run_timers();
  ASSERT_EQ(d.history.size(), before + 3);
  EXPECT_EQ(d.history[before].events.size(), 256U);
  EXPECT_EQ(d.history[before + 2].events.size(), 600U - 512U);
  EXPECT_EQ(free_seats(d, 0, 2), 600);
}

TEST(expiry, of_nothing_is_no_record) {
  auto const world = one_line(1);
  auto d = desk{world};
  auto const decided = d.machine.decide({{}, expire_holds{}}, d.clock.now());
  ASSERT_TRUE(decided);
  EXPECT_FALSE(decided->happened);
  EXPECT_FALSE(decided->answer);
}

TEST(keys, live_for_their_lifetime_and_are_forgotten_by_an_event) {
  auto const world = one_line(5);
  auto d = desk{world};
  ASSERT_TRUE(d.ask(hold_of(1, {leg_of(kLine, 0, 2)}), key(1)));
  ASSERT_TRUE(d.ask(pay_order{{0, 1}, kOwner, {}}, key(2)));
  d.clock.advance(world.limits.key_lifetime);
  d.run_timers();
  ASSERT_TRUE(d.ask(hold_of(2, {leg_of(kLine, 0, 2, kToday + 2)}), key(1)));
  EXPECT_TRUE(d.last_was_replayed);
  d.clock.advance(seconds{60});
  d.run_timers();
  EXPECT_EQ(d.machine.count().keys, 0U);
  EXPECT_EQ(d.history.back().events,
            (std::vector<event>{
                keys_forgotten{d.clock.now() - world.limits.key_lifetime - seconds{60}}}));
}

TEST(memory, is_empty_when_all_journeys_are_over) {
  auto const world = one_line(300);
  auto d = desk{world};
  for (auto n = std::uint8_t{1}; n <= 200; ++n) {
    ASSERT_TRUE(d.ask(hold_of(n, {leg_of(kLine, 0, 2, kToday + n % 5)}, 1, account_id{n}), key(n)));
    if (n % 3 == 0) {
      ASSERT_TRUE(d.ask(pay_order{{0, n}, account_id{n}, {}}));
    }
  }
  EXPECT_EQ(d.machine.count().orders, 200U);
  d.clock.advance(world.limits.key_lifetime + seconds{3600});
  d.run_timers();
  d.clock.advance(seconds{60});
  d.run_timers();
  // Most expired, and their keys are forgotten.
  EXPECT_LE(d.machine.count().orders, 66U);
  EXPECT_EQ(d.machine.find_order({0, 3}, account_id{3})->status, order_status::ticketed);
  for (auto day = 0; day < 8; ++day) {
    d.clock.advance(seconds{24 * 3600});
    d.run_timers();
  }
  auto const left = d.machine.count();
  EXPECT_EQ(left.orders, 0U);
  EXPECT_EQ(left.departures, 0U);
  EXPECT_EQ(left.keys, 0U);
  EXPECT_EQ(left.live_tickets, 0U);
  EXPECT_FALSE(d.machine.next_due());
  EXPECT_EQ(d.seats.find({kLine, kToday}), nullptr);
  EXPECT_EQ(d.machine.find_order({0, 3}, account_id{3}).error().code, refusal_code::unknown_order);
  EXPECT_EQ(test::folded(world, d.history).state_root(), d.machine.state_root());
}

TEST(memory, keeps_an_order_that_a_late_key_answers_with) {
  auto const world = one_line(5);
  auto d = desk{world};
  ASSERT_TRUE(d.ask(hold_of(1, {leg_of(kLine, 0, 2, kToday + 9)}), key(1)));
  ASSERT_TRUE(d.ask(pay_order{{0, 1}, kOwner, {}}, key(2)));
  d.clock.advance(seconds{3 * 24 * 3600});
  d.run_timers();
  ASSERT_EQ(d.machine.count().keys, 0U);
  ASSERT_TRUE(d.ask(refund_tickets{{0, 1}, kOwner, {}}, key(3)));
  d.clock.advance(seconds{3600});
  d.run_timers();
  auto const retry = d.ask(refund_tickets{{0, 1}, kOwner, {}}, key(3));
  ASSERT_TRUE(retry);
  EXPECT_TRUE(d.last_was_replayed);
  EXPECT_EQ(retry->status, order_status::refunded);
  d.clock.advance(seconds{25 * 3600});
  d.run_timers();
  d.clock.advance(seconds{60});
  d.run_timers();
  EXPECT_EQ(d.machine.count().orders, 0U);
}

TEST(memory, gives_back_the_same_state_from_a_snapshot_at_any_time) {
  auto const world = one_line(40);
  auto d = desk{world};
  auto again = std::optional<engine>{};
  for (auto n = std::uint8_t{1}; n <= 120; ++n) {
    (void)d.ask(
        hold_of(n, {leg_of(kLine, n % 2, 2, kToday + n / 12)}, 1 + n % 3, account_id{n % 7U}),
        key(n));
    if (n % 2 == 0) {
      (void)d.ask(pay_order{{0, n}, account_id{n % 7U}, {}});
    }
    d.clock.advance(seconds{2 * 3600});
    d.run_timers();
    auto const loaded = test::reloaded(world, d.machine);
    ASSERT_EQ(loaded.state_root(), d.machine.state_root()) << int{n};
    // What is decided from a loaded state is what would have been.
    again.emplace(test::reloaded(world, d.machine));
    auto const due = d.machine.next_due();
    ASSERT_EQ(due.has_value(), again->next_due().has_value());
    if (due) {
      EXPECT_EQ(due->at, again->next_due()->at);
    }
  }
  EXPECT_EQ(test::folded(world, d.history).state_root(), d.machine.state_root());
}

TEST(keys, of_refused_commands_are_free_again) {
  auto const world = one_line(1);
  auto d = desk{world};
  ASSERT_FALSE(d.ask(hold_of(1, {leg_of(kLine, 0, 2)}, 2), key(1)));
  EXPECT_EQ(d.machine.count().keys, 0U);
  EXPECT_TRUE(d.ask(hold_of(1, {leg_of(kLine, 0, 2)}), key(1, 5)));
}

TEST(seat_map, shows_what_is_taken_on_the_stretch) {
  auto const world = one_line(70);
  auto d = desk{world};
  auto const map = [&](std::uint16_t from, std::uint16_t to) {
    return d.machine.seat_map({kLine, kToday}, {}, stop_index{from}, stop_index{to}, d.clock.now())
        .value();
  };
  EXPECT_EQ(map(0, 2).seats, 70);
  EXPECT_EQ(map(0, 2).taken, (std::vector<std::uint64_t>{0, 0}));
  auto wish = hold_of(1, {leg_of(kLine, 0, 1)});
  wish.legs[0].seats = {{"01", "14A"}};
  ASSERT_TRUE(d.ask(wish));
  EXPECT_EQ(map(0, 2).taken, (std::vector<std::uint64_t>{0, 2}));
  EXPECT_EQ(map(1, 2).taken, (std::vector<std::uint64_t>{0, 0}));
}

TEST(departures, open_with_their_first_hold_and_once) {
  auto const world = one_line(5);
  auto d = desk{world};
  EXPECT_TRUE(d.machine.open_departures().empty());
  EXPECT_EQ(d.seats.find({kLine, kToday}), nullptr);
  ASSERT_TRUE(d.ask(hold_of(1, {leg_of(kLine, 0, 1), leg_of(kLine, 1, 2)}, 2)));
  ASSERT_EQ(d.history.size(), 1U);
  ASSERT_EQ(d.history[0].events.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<departure_opened>(d.history[0].events[0]));
  ASSERT_TRUE(d.ask(hold_of(2, {leg_of(kLine, 0, 1)})));
  EXPECT_EQ(d.history[1].events.size(), 1U);
  auto const open = d.machine.open_departures();
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].departure, (departure_id{kLine, kToday}));
  EXPECT_EQ(open[0].layout, world.schedule.layout_hash(world.schedule.services[0]));
  EXPECT_EQ(open[0].live_tickets, 5U);
}

TEST(departures, are_listed_in_order_of_id) {
  auto const world = one_line(5);
  auto d = desk{world};
  for (auto const day : {5, 1, 3}) {
    ASSERT_TRUE(
        d.ask(hold_of(static_cast<std::uint64_t>(day), {leg_of(kLine, 0, 1, kToday + day)})));
  }
  auto const open = d.machine.open_departures();
  ASSERT_EQ(open.size(), 3U);
  EXPECT_EQ(open[0].departure.day, kToday + 1);
  EXPECT_EQ(open[2].departure.day, kToday + 5);
}

TEST(departures, whose_timetable_changed_shape_are_not_on_sale) {
  auto const before = one_line(5);
  auto d = desk{before};
  ASSERT_TRUE(d.ask(hold_of(1, {leg_of(kLine, 0, 1)})));
  auto const after = one_line(4);
  auto machine = engine{after.rules(), nullptr};
  machine.apply(d.history[0]);
  EXPECT_EQ(machine.decide({{}, hold_of(2, {leg_of(kLine, 0, 1)})}, d.clock.now()).error().code,
            refusal_code::not_on_sale);
  // What was sold stays sold, and can be paid.
  EXPECT_TRUE(machine.decide({{}, pay_order{{0, 1}, kOwner, {}}}, d.clock.now()));
}

TEST(prices, are_needed_to_sell) {
  auto world = one_line(5);
  world.prices.rates.clear();
  auto d = desk{world};
  EXPECT_EQ(d.ask(hold_of(1, {leg_of(kLine, 0, 1)})).error(),
            (refusal{refusal_code::no_fare, "legs[0].class"}));
}

TEST(policy, decides_which_seat_a_single_traveller_gets) {
  auto const world = one_line(2);
  for (auto const policy : {seat_policy::first_fit, seat_policy::best_fit}) {
    auto d = desk{world, policy};
    auto wish = hold_of(1, {leg_of(kLine, 1, 2)});
    wish.legs[0].seats = {{"01", "01B"}};
    ASSERT_TRUE(d.ask(wish));
    auto const held = d.ask(hold_of(2, {leg_of(kLine, 0, 1)}));
    EXPECT_EQ(held->tickets[0].label, policy == seat_policy::first_fit ? "01A" : "01B");
  }
}

}  // namespace
}  // namespace chepiao
