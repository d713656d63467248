#include <gtest/gtest.h>

#include "booking/book.h"

namespace chepiao {
namespace {

constexpr auto kAt = instant{milliseconds{1'000}};
constexpr auto kTrain = departure_id{service_id{1}, service_day{2}};
constexpr auto kOrder = order_id{1, 2};
constexpr auto kYuan = currency{{'C', 'N', 'Y'}};

held_ticket ticket(std::uint16_t seat, std::uint16_t from, std::uint16_t to) {
  return {.passenger = passenger_id{1},
          .document = document_hash{2},
          .type = passenger_type::adult,
          .leg = 0,
          .departure = kTrain,
          .place_class = place_class_id{4},
          .from = stop_index{from},
          .to = stop_index{to},
          .seat = seat_index{seat},
          .price = minor_units{1'000},
          .coach = "05",
          .label = "12F"};
}

order_reserved reserved(order_id id, std::vector<held_ticket> tickets) {
  return {.order = id,
          .account = account_id{9},
          .money = kYuan,
          .expires_at = kAt + seconds{600},
          .tickets = std::move(tickets)};
}

book with_a_train() {
  auto b = book{};
  b.apply(
      departure_opened{
          .departure = kTrain, .stops = 4, .layout = 7, .classes = {{place_class_id{4}, 2}}},
      kAt);
  return b;
}

book with_tickets(std::size_t n) {
  auto b = with_a_train();
  b.apply(reserved(kOrder, {n, ticket(0, 0, 1)}), kAt);
  return b;
}

TEST(fold, needs_nothing_but_the_events) {
  auto b = with_a_train();
  b.apply(reserved(kOrder, {ticket(0, 0, 2), ticket(1, 0, 2)}), kAt);
  EXPECT_EQ(b.account(account_id{9}).unpaid, 1U);
  EXPECT_EQ(b.live_tickets(), 2U);
  b.apply(payment_captured{kOrder, payment_method::sandbox, minor_units{2'000}}, kAt);
  EXPECT_EQ(b.money_ledger().balance(kYuan, ledger_account::customer_funds), minor_units{2'000});
  b.apply(order_ticketed{kOrder}, kAt);
  EXPECT_EQ(b.money_ledger().balance(kYuan, ledger_account::revenue), minor_units{2'000});
  EXPECT_EQ(b.account(account_id{9}).unpaid, 0U);
  EXPECT_EQ(b.account(account_id{9}).open, 1U);
  EXPECT_FALSE(b.next_expiry());
  auto const seen = b.view(0, order_status::ticketed, 0);
  EXPECT_EQ(seen.created_at, kAt);
  EXPECT_EQ(seen.tickets[1], ticket(1, 0, 2));
}

TEST(fold, refunds_return_money_and_keep_the_fee) {
  auto b = with_a_train();
  b.apply(reserved(kOrder, {ticket(0, 0, 2), ticket(1, 0, 2)}), kAt);
  b.apply(payment_captured{kOrder, payment_method::sandbox, minor_units{2'000}}, kAt);
  b.apply(order_ticketed{kOrder}, kAt);
  b.apply(tickets_refunded{kOrder, {1}, minor_units{900}, minor_units{100}}, kAt);
  EXPECT_EQ(b.money_ledger().balance(kYuan, ledger_account::sandbox), minor_units{-1'100});
  EXPECT_EQ(b.money_ledger().balance(kYuan, ledger_account::revenue), minor_units{1'000});
  EXPECT_EQ(b.money_ledger().balance(kYuan, ledger_account::fees), minor_units{100});
  EXPECT_EQ(b.money_ledger().sum(kYuan), minor_units{0});
  b.apply(tickets_refunded{kOrder, {0}, minor_units{1'000}, minor_units{0}}, kAt);
  EXPECT_EQ(b.order(0).status, order_status::refunded);
  EXPECT_EQ(b.live_tickets(), 0U);
  // What was told in between stays what it was.
  EXPECT_EQ(b.view(0, order_status::ticketed, 0b10).returned, minor_units{900});
  EXPECT_EQ(b.view(0, order_status::refunded, 0b11).returned, minor_units{1'900});
}

TEST(fold_death, a_seat_sold_twice_is_a_bug) {
  auto b = with_tickets(1);
  EXPECT_DEATH(b.apply(reserved({3, 4}, {ticket(0, 0, 3)}), kAt), "CHECK failed");
  EXPECT_DEATH(with_tickets(2), "CHECK failed");
}

TEST(fold_death, an_order_of_an_unopened_departure_is_a_bug) {
  auto b = book{};
  EXPECT_DEATH(b.apply(reserved(kOrder, {ticket(0, 0, 1)}), kAt), "CHECK failed");
}

TEST(fold_death, an_event_about_no_order_is_a_bug) {
  auto b = with_a_train();
  EXPECT_DEATH(b.apply(order_cancelled{kOrder}, kAt), "CHECK failed");
}

TEST(fold, a_second_opening_replaces_empty_stock) {
  auto b = with_tickets(1);
  b.apply(order_cancelled{kOrder}, kAt);
  b.apply(
      departure_opened{
          .departure = kTrain, .stops = 3, .layout = 8, .classes = {{place_class_id{5}, 1}}},
      kAt);
  ASSERT_EQ(b.departures(), 1U);
  auto const& row = *b.find(kTrain);
  EXPECT_EQ(row.layout, 8U);
  EXPECT_EQ(row.stock->segments(), 2);
  EXPECT_FALSE(row.stock->class_position(place_class_id{4}));
  EXPECT_EQ(row.stock->count_free(0, {stop_index{0}, stop_index{2}}), 1);
}

TEST(fold, an_order_leaves_when_nothing_can_happen_to_it) {
  auto b = with_tickets(1);
  b.add_key(0);
  b.apply(payment_captured{kOrder, payment_method::sandbox, minor_units{1'000}}, kAt);
  b.apply(order_ticketed{kOrder}, kAt);
  b.apply(departure_closed{kTrain}, kAt);
  EXPECT_FALSE(b.next_leaving());  // its key could be asked again
  b.remove_key(0, kAt);
  EXPECT_TRUE(b.next_leaving());
  EXPECT_EQ(b.leaving(10), std::vector{kOrder});
  b.apply(orders_settled{{kOrder}}, kAt);
  EXPECT_FALSE(b.next_leaving());
  EXPECT_EQ(b.orders(), 0U);
  EXPECT_EQ(b.departures(), 0U);
  EXPECT_EQ(b.live_tickets(), 0U);
  EXPECT_EQ(b.account(account_id{9}).open, 0U);
  EXPECT_EQ(b.money_ledger().balance(kYuan, ledger_account::revenue), minor_units{1'000});
}

TEST(fold, slots_are_used_again) {
  auto b = with_a_train();
  for (auto n = std::uint64_t{1}; n <= 50; ++n) {
    auto const id = order_id{1, n};
    b.apply(reserved(id, {ticket(0, 0, 2), ticket(1, 0, 2)}), kAt);
    EXPECT_EQ(b.slot_of(id), 0U);
    b.apply(order_cancelled{id}, kAt);
    b.apply(orders_settled{{id}}, kAt);
  }
  EXPECT_EQ(b.orders(), 0U);
}

TEST(fold_death, an_order_that_may_still_travel_does_not_leave) {
  auto b = with_tickets(1);
  EXPECT_DEATH(b.apply(orders_settled{{kOrder}}, kAt), "CHECK failed");
  b.apply(payment_captured{kOrder, payment_method::sandbox, minor_units{1'000}}, kAt);
  b.apply(order_ticketed{kOrder}, kAt);
  EXPECT_DEATH(b.apply(orders_settled{{kOrder}}, kAt), "CHECK failed");
}

TEST(fold_death, nothing_is_sold_of_a_closed_departure) {
  auto b = with_tickets(1);
  b.apply(departure_closed{kTrain}, kAt);
  EXPECT_DEATH(b.apply(reserved({3, 4}, {ticket(1, 0, 3)}), kAt), "CHECK failed");
  EXPECT_DEATH(b.apply(departure_closed{kTrain}, kAt), "CHECK failed");
}

TEST(fold_death, an_opening_over_live_tickets_is_a_bug) {
  auto b = with_tickets(1);
  EXPECT_DEATH(
      b.apply(departure_opened{.departure = kTrain, .stops = 4, .layout = 7, .classes = {}}, kAt),
      "CHECK failed");
}

TEST(fold_death, a_step_that_the_order_cannot_take_is_a_bug) {
  auto b = with_tickets(1);
  EXPECT_DEATH(b.apply(order_ticketed{kOrder}, kAt), "CHECK failed");
  EXPECT_DEATH(b.apply(tickets_refunded{kOrder, {0}, minor_units{1'000}, {}}, kAt), "CHECK failed");
  b.apply(payment_captured{kOrder, payment_method::sandbox, minor_units{1'000}}, kAt);
  EXPECT_DEATH(b.apply(order_expired{kOrder}, kAt), "CHECK failed");  // never a paid seat
  b.apply(order_ticketed{kOrder}, kAt);
  EXPECT_DEATH(b.apply(order_cancelled{kOrder}, kAt), "CHECK failed");
  EXPECT_DEATH(b.apply(tickets_refunded{kOrder, {1}, minor_units{1'000}, {}}, kAt), "CHECK failed");
  EXPECT_DEATH(b.apply(tickets_refunded{kOrder, {0}, minor_units{1'001}, {}}, kAt), "CHECK failed");
}

TEST(fold_death, another_amount_than_the_total_is_a_bug) {
  auto b = with_tickets(1);
  EXPECT_DEATH(b.apply(payment_captured{kOrder, payment_method::sandbox, minor_units{999}}, kAt),
               "CHECK failed");
}

}  // namespace
}  // namespace chepiao
