#include "engine/engine.h"

#include <gtest/gtest.h>

#include "test/engine/desk.h"

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
  EXPECT_FALSE(d.machine.next_due());
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

}  // namespace
}  // namespace chepiao
