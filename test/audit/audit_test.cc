#include "audit/audit.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "engine/engine.h"
#include "event/record.h"
#include "journal/memory_log.h"
#include "test/support/manual_clock.h"
#include "test/support/seeded_rng.h"
#include "test/support/small_world.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;

auto const kStart = test::manual_clock{}.now();
constexpr auto kDeparture = departure_id{service_id{3}, test::kToday};

held_ticket ticket(std::uint16_t seat, std::uint16_t from, std::uint16_t to) {
  auto t = held_ticket{};
  t.departure = kDeparture;
  t.seat = seat_index{seat};
  t.from = stop_index{from};
  t.to = stop_index{to};
  t.price = minor_units{100};
  t.coach = "01";
  t.label = "01A";
  return t;
}

event opened(departure_id departure = kDeparture) {
  return departure_opened{
      .departure = departure, .stops = 5, .layout = 1, .classes = {{place_class_id{0}, 10}}};
}

event reserved(std::uint64_t order, std::vector<held_ticket> tickets) {
  return order_reserved{.order = {0, order},
                        .account = account_id{1},
                        .money = {},
                        .expires_at = kStart + 600s,
                        .tickets = std::move(tickets)};
}

event paid(std::uint64_t order, std::int64_t amount) {
  return payment_captured{.order = {0, order}, .method = {}, .amount = minor_units{amount}};
}

event refunded(std::uint64_t order,
               std::vector<std::uint8_t> tickets,
               std::int64_t amount,
               std::int64_t fee = 0) {
  return tickets_refunded{.order = {0, order},
                          .tickets = std::move(tickets),
                          .amount = minor_units{amount},
                          .fee = minor_units{fee}};
}

record happened(std::vector<event> events, milliseconds after = 0ms) {
  return {.at = kStart + after, .identity = {}, .result = {}, .events = std::move(events)};
}

audit_report audit_of(std::vector<record> const& records) {
  auto log = journal::memory_log{std::make_shared<journal::memory_disk>()};
  log.begin_epoch(kStart, "test");
  for (auto const& r : records) {
    auto const one = std::vector{r};
    log.append(std::max(r.at, log.end().at), 1, encode(one));
  }
  return audit(log);
}

std::vector<std::string> codes(std::vector<record> const& records) {
  auto out = std::vector<std::string>{};
  for (auto const& f : audit_of(records).findings) {
    out.push_back(f.code);
  }
  return out;
}

using testing_codes = std::vector<std::string>;

TEST(audit, an_order_s_whole_life_is_clean) {
  auto const report = audit_of(
      {happened({opened(), reserved(1, {ticket(0, 0, 2), ticket(1, 0, 2)})}),
       happened({reserved(2, {ticket(0, 2, 4)})}), happened({paid(1, 200), order_ticketed{{0, 1}}}),
       happened({refunded(1, {0}, 90, 10)}), happened({reserved(3, {ticket(0, 0, 2)})}),
       happened({order_cancelled{{0, 3}}}), happened({order_expired{{0, 2}}}, 600s),
       happened({refunded(1, {1}, 100)}, 700s)});
  EXPECT_TRUE(report.clean()) << report.findings.at(0).code << report.findings.at(0).detail;
  EXPECT_EQ(report.rows, 9U);
  EXPECT_EQ(report.epochs, 1U);
  EXPECT_EQ(report.records, 8U);
  EXPECT_EQ(report.orders, 3U);
  EXPECT_EQ(report.departures, 1U);
  EXPECT_EQ(report.tickets_live, 0U);
  EXPECT_EQ(report.captured_minor, 200);
  EXPECT_EQ(report.returned_minor, 190);
}

TEST(audit, sees_a_seat_sold_twice) {
  EXPECT_EQ(codes({happened({opened(), reserved(1, {ticket(0, 0, 3)})}),
                   happened({reserved(2, {ticket(0, 2, 4)})})}),
            testing_codes{"seat_sold_twice"});
  EXPECT_EQ(codes({happened({opened(), reserved(1, {ticket(0, 0, 2), ticket(0, 1, 2)})})}),
            testing_codes{"seat_sold_twice"});
}

TEST(audit, sees_seats_that_were_never_opened) {
  EXPECT_EQ(codes({happened({reserved(1, {ticket(0, 0, 3)})})}),
            testing_codes{"departure_not_opened"});
  EXPECT_EQ(codes({happened({opened(), reserved(1, {ticket(10, 0, 3)})})}),
            testing_codes{"seat_out_of_bounds"});
  EXPECT_EQ(codes({happened({opened(), reserved(1, {ticket(0, 0, 5)})})}),
            testing_codes{"seat_out_of_bounds"});
  EXPECT_EQ(codes({happened({opened(), reserved(1, {ticket(0, 3, 3)})})}),
            testing_codes{"seat_out_of_bounds"});
}

TEST(audit, sees_a_departure_opened_over_live_tickets) {
  auto const hold = happened({opened(), reserved(1, {ticket(9, 0, 3)})});
  auto const cancel = happened({order_cancelled{{0, 1}}});
  auto const smaller = happened({departure_opened{
      .departure = kDeparture, .stops = 3, .layout = 2, .classes = {{place_class_id{0}, 5}}}});
  EXPECT_EQ(codes({hold, smaller}), testing_codes{"departure_opened_twice"});
  EXPECT_EQ(codes({hold, cancel, smaller, happened({reserved(2, {ticket(4, 0, 2)})})}),
            testing_codes{});
  EXPECT_EQ(codes({hold, cancel, smaller, happened({reserved(2, {ticket(5, 0, 2)})})}),
            testing_codes{"seat_out_of_bounds"});
  EXPECT_EQ(codes({hold, cancel, smaller, happened({reserved(2, {ticket(4, 0, 3)})})}),
            testing_codes{"seat_out_of_bounds"});
}

TEST(audit, sees_an_expiry_before_its_deadline_and_of_a_paid_order) {
  auto const begin = happened({opened(), reserved(1, {ticket(0, 0, 3)})});
  EXPECT_EQ(codes({begin, happened({order_expired{{0, 1}}}, 600s - 1ms)}),
            testing_codes{"expired_before_its_deadline"});
  EXPECT_EQ(codes({begin, happened({paid(1, 100), order_ticketed{{0, 1}}}),
                   happened({order_expired{{0, 1}}}, 600s)}),
            testing_codes{"paid_order_ended"});
  EXPECT_EQ(codes({begin, happened({paid(1, 100), order_ticketed{{0, 1}}}, 600s)}),
            testing_codes{"paid_after_its_deadline"});
}

TEST(audit, sees_illegal_transitions) {
  auto const begin = happened({opened(), reserved(1, {ticket(0, 0, 3)})});
  auto const illegal = testing_codes{"illegal_transition"};
  EXPECT_EQ(codes({begin, happened({order_ticketed{{0, 1}}})}), illegal);
  EXPECT_EQ(
      codes({begin, happened({order_cancelled{{0, 1}}}), happened({order_cancelled{{0, 1}}})}),
      illegal);
  EXPECT_EQ(codes({begin, happened({paid(1, 100)})}), testing_codes{"paid_without_tickets"});
  EXPECT_EQ(codes({happened({order_cancelled{{0, 9}}})}), testing_codes{"order_unknown"});
  EXPECT_EQ(codes({begin, happened({reserved(1, {ticket(1, 0, 3)})})}),
            testing_codes{"order_made_twice"});
}

TEST(audit, sees_money_that_does_not_add_up) {
  auto const begin = happened({opened(), reserved(1, {ticket(0, 0, 3), ticket(1, 0, 3)})});
  auto const pay = happened({paid(1, 200), order_ticketed{{0, 1}}});
  EXPECT_EQ(codes({begin, happened({paid(1, 199), order_ticketed{{0, 1}}})}),
            testing_codes{"captured_another_amount"});
  EXPECT_EQ(codes({begin, pay, happened({refunded(1, {0}, 101)})}),
            testing_codes{"refund_of_another_amount"});
  EXPECT_EQ(codes({begin, pay, happened({refunded(1, {0}, 100)}), happened({refunded(1, {0}, 0)})}),
            testing_codes{"ticket_refunded_twice"});
  EXPECT_EQ(codes({begin, pay, happened({refunded(1, {2}, 0)})}), testing_codes{"ticket_unknown"});
  auto const too_much = codes({begin, pay, happened({refunded(1, {0}, 300)})});
  EXPECT_TRUE(std::ranges::find(too_much, "refunds_exceed_captures") != too_much.end());
}

TEST(audit, sees_a_command_decided_twice) {
  auto const keyed = [](std::uint8_t key, std::uint64_t order, std::uint16_t seat,
                        milliseconds at) {
    auto r = happened({reserved(order, {ticket(seat, 0, 3)})}, at);
    r.identity = command_identity{.id = {{std::byte{key}}}, .digest = {}};
    r.result = recorded_result{.order = {0, order}, .status = order_status::reserved};
    return r;
  };
  auto const open = happened({opened()});
  EXPECT_EQ(codes({open, keyed(1, 1, 0, 1ms), keyed(1, 2, 1, 2ms)}),
            testing_codes{"command_decided_twice"});
  EXPECT_EQ(codes({open, keyed(1, 1, 0, 1ms), happened({keys_forgotten{kStart + 1ms}}, 2ms),
                   keyed(1, 2, 1, 3ms)}),
            testing_codes{});
  EXPECT_EQ(codes({open, keyed(1, 1, 0, 5ms), happened({keys_forgotten{kStart + 4ms}}, 6ms),
                   keyed(1, 2, 1, 7ms)}),
            testing_codes{"command_decided_twice"});
}

TEST(audit, sees_an_order_settled_too_early) {
  auto const closing = [](instant at) {
    return departure_opened{.departure = kDeparture,
                            .stops = 5,
                            .layout = 1,
                            .classes = {{place_class_id{0}, 10}},
                            .closes_at = at};
  };
  auto const hold = happened({closing(kStart + 10s), reserved(1, {ticket(0, 0, 3)})});
  auto const pay = happened({paid(1, 100), order_ticketed{{0, 1}}});
  auto const close = happened({departure_closed{kDeparture}}, 10s);
  auto const settle = happened({orders_settled{{{0, 1}}}}, 11s);
  EXPECT_EQ(codes({hold, pay, close, settle}), testing_codes{});
  EXPECT_EQ(codes({hold, pay, settle}), testing_codes{"settled_too_early"});
  EXPECT_EQ(codes({hold, settle}), testing_codes{"settled_too_early"});
  EXPECT_EQ(codes({hold, pay, happened({departure_closed{kDeparture}}, 9s), settle}),
            testing_codes{"departure_closed_early"});
  EXPECT_EQ(codes({hold, pay, close, settle, happened({refunded(1, {0}, 100)}, 12s)}),
            testing_codes{"settled_order_changed"});
  EXPECT_EQ(codes({hold, pay, close, happened({reserved(2, {ticket(1, 0, 3)})}, 12s)}),
            testing_codes{"sold_after_its_end"});
}

TEST(audit, sees_a_caller_told_wrong) {
  auto r = happened({opened(), reserved(1, {ticket(0, 0, 3)})});
  r.result = recorded_result{.order = {0, 1}, .status = order_status::ticketed};
  EXPECT_EQ(codes({r}), testing_codes{"told_another_state"});
}

TEST(audit, sees_time_that_falls) {
  EXPECT_EQ(
      codes({happened({opened()}, 5ms), happened({opened({service_id{4}, test::kToday})}, 4ms)}),
      (testing_codes{"time_falls", "row_time_differs"}));
}

TEST(audit, names_the_row_where_the_chain_breaks) {
  auto const disk = std::make_shared<journal::memory_disk>();
  auto log = journal::memory_log{disk};
  log.begin_epoch(kStart, "test");
  auto const one = std::vector{happened({opened()})};
  log.append(kStart, 1, encode(one));
  disk->rows[1].payload[2] ^= std::byte{1};
  auto const report = audit(log);
  ASSERT_EQ(report.findings_total, 1U);
  EXPECT_EQ(report.findings[0].code, "chain_broken");
  EXPECT_EQ(report.findings[0].seq, 2U);
}

// The engine itself, driven at random: the independent check has nothing to say.
TEST(audit, finds_nothing_in_what_the_engine_decides) {
  auto world = test::small_world{};
  world.add(
      {.number = "G1", .stops = {"A", "B", "C", "D"}, .classes = {{"second", 12}, {"first", 4}}});
  world.add({.number = "G2", .stops = {"C", "D", "E"}, .classes = {{"second", 6}}});
  world.finish();
  world.limits.unpaid_orders_per_account_max = 3;
  world.limits.key_lifetime = 3600s;
  auto chance = test::seeded_rng{42};
  auto clock = test::manual_clock{};
  auto machine = engine{world.rules(), nullptr};
  auto log = journal::memory_log{std::make_shared<journal::memory_disk>()};
  log.begin_epoch(clock.now(), "test");
  auto orders = std::vector<std::pair<order_id, account_id>>{};
  auto const decide = [&](command c) {
    if (auto decided = machine.decide(c, clock.now()); decided && decided->happened) {
      machine.apply(*decided->happened);
      log.append(clock.now(), 1, encode(std::vector{*decided->happened}));
      return true;
    }
    return false;
  };
  for (auto n = std::uint64_t{1}; n <= 4000; ++n) {
    clock.advance(milliseconds{static_cast<std::int64_t>(chance.below(20'000))});
    while (machine.next_due() && machine.next_due()->at <= clock.now()) {
      ASSERT_TRUE(decide({.identity = {}, .body = machine.next_due()->body}));
    }
    auto identity = command_identity{};
    identity.id.value[0] = static_cast<std::byte>(n & 0xFFU);
    identity.id.value[1] = static_cast<std::byte>((n >> 8U) & 0xFFU);
    auto const roll = chance.below(10);
    if (roll < 5 || orders.empty()) {
      auto const second_train = chance.below(3) == 0;
      auto const from = static_cast<std::uint16_t>(chance.below(2));
      auto leg = leg_request{.departure = {service_id{second_train ? 1U : 0U}, test::kToday + 1},
                             .from = stop_index{from},
                             .to = stop_index{static_cast<std::uint16_t>(from + 1)},
                             .place_class = place_class_id{0},
                             .seats = {}};
      auto hold = hold_seats{.order = {1, n},
                             .account = account_id{1 + chance.below(5)},
                             .legs = {leg},
                             .passengers = {}};
      for (auto i = std::uint64_t{0}; i <= chance.below(3); ++i) {
        hold.passengers.push_back({passenger_id{n * 8 + i}, document_hash{n * 8 + i}, {}});
      }
      if (decide({.identity = identity, .body = hold})) {
        orders.emplace_back(hold.order, hold.account);
      }
      continue;
    }
    auto const [order, account] = orders[chance.below(orders.size())];
    if (roll < 7) {
      decide({.identity = identity, .body = pay_order{order, account, {}}});
    } else if (roll < 8) {
      decide({.identity = identity, .body = cancel_order{order, account}});
    } else {
      decide({.identity = identity, .body = refund_tickets{order, account, {}}});
    }
  }
  auto const report = audit(log);
  EXPECT_TRUE(report.clean()) << report.findings.at(0).code << ": " << report.findings.at(0).detail;
  EXPECT_GT(report.orders, 300U);
  EXPECT_GT(report.captured_minor, 0);
  EXPECT_GT(report.returned_minor, 0);
  EXPECT_EQ(report.tickets_live, machine.count().live_tickets);
  EXPECT_EQ(report.keys, machine.count().keys);
}

}  // namespace
}  // namespace chepiao
