#include "pipeline/admission.h"

#include <gtest/gtest.h>

#include "pipeline/lanes.h"
#include "rig.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;
using test::durable_things;
using test::find_order;
using test::hold_of;
using test::is_ready;
using test::keyed;
using test::life;
using test::seat_map;
using test::submit;

TEST(admission, refuses_browsing_first_and_money_last) {
  auto const door = admission{{.queue_max = 1000}};
  auto const first_refused = [&](urgency u) {
    auto waiting = std::size_t{0};
    while (door.has_room(u, waiting)) {
      ++waiting;
    }
    return waiting;
  };
  EXPECT_EQ(first_refused(urgency::browse), 400U);
  EXPECT_EQ(first_refused(urgency::hold), 600U);
  EXPECT_EQ(first_refused(urgency::order_read), 800U);
  EXPECT_EQ(first_refused(urgency::money), 1000U);
}

TEST(admission, keeps_the_queue_as_short_as_patience) {
  auto door = admission{{.queue_max = 8192, .patience = 500ms}};
  door.decided(1000, 1ms);
  EXPECT_EQ(door.limit(), 8192U) << "fast: all of it";
  for (auto i = 0; i < 100; ++i) {
    door.decided(1000, 200ms);
  }
  EXPECT_NEAR(static_cast<double>(door.limit()), 2500, 25) << "200 us each: 500 ms for 2,500";
  for (auto i = 0; i < 100; ++i) {
    door.decided(100, 1s);
  }
  EXPECT_EQ(door.limit(), 256U) << "however slow, so many may wait";
  for (auto i = 0; i < 100; ++i) {
    door.decided(1000, 1ms);
  }
  EXPECT_EQ(door.limit(), 8192U) << "fast again";
}

TEST(admission, never_lets_more_wait_than_the_queue_may_hold) {
  auto door = admission{{.queue_max = 10, .patience = 500ms}};
  door.decided(1, 10s);
  EXPECT_EQ(door.limit(), 10U);
}

request order_of(std::uint64_t n) {
  return order_request{.order = {7, n}, .account = {}, .tell = {}};
}
request hold_of_number(std::uint64_t n) {
  return command_request{.asked = keyed(n, hold_of(n)), .tell = {}};
}
request cancel_of_number(std::uint64_t n) {
  return command_request{.asked = keyed(n, cancel_order{.order = {7, n}, .account = {}}),
                         .tell = {}};
}

std::string named(request const& r) {
  if (auto const* asked = std::get_if<command_request>(&r)) {
    auto const* held = std::get_if<hold_seats>(&asked->asked.body);
    return held != nullptr
               ? "hold " + std::to_string(held->order.low)
               : "cancel " + std::to_string(std::get<cancel_order>(asked->asked.body).order.low);
  }
  auto const* read = std::get_if<order_request>(&r);
  return read != nullptr ? "read " + std::to_string(read->order.low) : "seats";
}

TEST(lanes, go_as_they_came_but_for_who_passes) {
  auto fresh = lanes{};
  fresh.push(seats_request{});
  fresh.push(cancel_of_number(1));
  fresh.push(hold_of_number(2));
  fresh.push_passing(cancel_of_number(3));
  fresh.push(order_of(4));
  fresh.push_passing(cancel_of_number(5));
  auto hand = lanes{};
  hand.refill(fresh);
  EXPECT_TRUE(fresh.empty());
  auto order = std::vector<std::string>{};
  for (; !hand.empty(); hand.pop()) {
    order.push_back(named(hand.next()));
  }
  EXPECT_EQ(order, (std::vector<std::string>{"cancel 3", "cancel 5", "seats", "cancel 1", "hold 2",
                                             "read 4"}));
}

TEST(lanes, let_who_passes_pass_those_already_in_hand) {
  auto fresh = lanes{};
  auto hand = lanes{};
  fresh.push(hold_of_number(1));
  fresh.push(hold_of_number(2));
  hand.refill(fresh);
  hand.pop();
  fresh.push(hold_of_number(3));
  fresh.push_passing(cancel_of_number(4));
  hand.refill(fresh);
  EXPECT_EQ(named(hand.next()), "cancel 4");
  hand.pop();
  EXPECT_EQ(named(hand.next()), "hold 2");
  hand.pop();
  EXPECT_TRUE(hand.empty());
  hand.refill(fresh);
  EXPECT_EQ(named(hand.next()), "hold 3");
}

// A pipeline whose flush stands still, with as many requests behind it as it takes.
struct full_house {
  durable_things things;
  life now;
  std::vector<std::future<result<reply>>> holds;

  static pipeline_options small_queue() {
    auto options = pipeline_options{};
    options.queue_max = 100;
    options.batch_records_max = 1;
    return options;
  }

  full_house() : now{things, {}, small_queue()} {
    now.sales.start();
    now.log.hold();
    holds.push_back(submit(now.sales, keyed(1, hold_of(1))));
    now.log.wait_for_append(1);
    for (auto n = 2U; n <= 200; ++n) {
      holds.push_back(submit(now.sales, keyed(n, hold_of(n))));
    }
  }
  auto shed(urgency u) const { return now.sales.figures().shed[static_cast<std::size_t>(u)]; }
};

TEST(overload, refuses_holds_while_it_still_takes_reads_and_money) {
  auto house = full_house{};
  auto& sales = house.now.sales;
  EXPECT_GE(house.shed(urgency::hold), 200U - 60U - 3U);
  EXPECT_TRUE(is_ready(seat_map(sales))) << "refused at once";
  EXPECT_EQ(house.shed(urgency::browse), 1U);
  auto const read = find_order(sales, 1);
  auto paid = submit(sales, keyed(1001, pay_order{{7, 1}, account_id{2}, {}}));
  auto const cancelled = submit(sales, keyed(1002, cancel_order{{7, 2}, account_id{3}}));
  EXPECT_FALSE(is_ready(read));
  EXPECT_FALSE(is_ready(paid));
  EXPECT_FALSE(is_ready(cancelled));
  EXPECT_EQ(house.shed(urgency::order_read), 0U);
  EXPECT_EQ(house.shed(urgency::money), 0U);
  house.now.log.let_go();
  EXPECT_TRUE(paid.get());
}

TEST(overload, is_known_before_anything_is_spent_on_a_request) {
  auto house = full_house{};
  auto& sales = house.now.sales;
  auto const before = house.shed(urgency::hold);
  EXPECT_TRUE(sales.turns_away(urgency::browse));
  EXPECT_TRUE(sales.turns_away(urgency::hold));
  EXPECT_FALSE(sales.turns_away(urgency::order_read));
  EXPECT_FALSE(sales.turns_away(urgency::money));
  EXPECT_EQ(house.shed(urgency::hold), before + 1);
  house.now.log.let_go();
  for (auto& each : house.holds) {
    each.wait();
  }
  EXPECT_EQ(find_order(sales, 1).get()->status, order_status::reserved);
  EXPECT_FALSE(sales.turns_away(urgency::hold)) << "there is room again";
}

TEST(overload, refuses_money_only_when_all_of_the_queue_is_taken) {
  auto house = full_house{};
  auto payments = std::vector<std::future<result<reply>>>{};
  for (auto n = 0U; n < 60; ++n) {
    payments.push_back(
        submit(house.now.sales, keyed(2000 + n, pay_order{{7, 1}, account_id{2}, {}})));
  }
  auto refused = std::size_t{0};
  for (auto const& each : payments) {
    refused += is_ready(each) ? 1U : 0U;
  }
  EXPECT_GE(refused, 60U - 40U - 2U);
  EXPECT_LT(refused, 60U - 30U);
  EXPECT_EQ(house.shed(urgency::money), refused);
  house.now.log.let_go();
}

// The payment's place among `holds` holds that wait before it, the first of which is being flushed.
std::uint64_t place_of_payment(std::uint64_t holds) {
  auto things = durable_things{};
  auto options = pipeline_options{};
  options.batch_records_max = 1;
  auto now = life{things, {}, options};
  now.sales.start();
  auto const first = submit(now.sales, keyed(1, hold_of(1))).get();
  now.log.hold();
  for (auto n = std::uint64_t{2}; n < holds + 2; ++n) {
    now.sales.submit(keyed(n, hold_of(n)), [](result<reply> const&) {});
  }
  now.log.wait_for_append(2);
  auto paid = submit(now.sales, keyed(1000, pay_order{{7, 1}, account_id{2}, {}}));
  now.log.let_go();
  return paid.get()->seq - first->seq;
}

TEST(overload, decides_who_pays_before_many_holds_that_came_earlier) {
  EXPECT_LE(place_of_payment(400), 4U) << "after those that were decided already";
}

TEST(overload, is_first_come_first_served_while_few_wait) {
  EXPECT_EQ(place_of_payment(100), 101U);
}

}  // namespace
}  // namespace chepiao
