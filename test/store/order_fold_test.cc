#include "store/order_fold.h"

#include <gtest/gtest.h>

#include "test/store/some_orders.h"
#include "test/support/temporary_folder.h"

namespace chepiao {
namespace {

using test::kAlice;
using test::order_number;
using test::reservation;

class folded_order : public ::testing::Test {
 protected:
  folded_order() { happens(reservation(1, kAlice, 3)); }

  void happens(event e) { test::apply(store_, ++seq_, {std::move(e)}); }
  stored_order order() { return store_.find(order_number(1)).value(); }

 private:
  test::temporary_folder folder_;
  order_store store_{folder_.path()};
  std::uint64_t seq_ = 0;
};

TEST_F(folded_order, is_cancelled_by_its_buyer) {
  happens(order_cancelled{order_number(1)});
  EXPECT_EQ(order().status, order_status::cancelled);
}

TEST_F(folded_order, expires) {
  happens(order_expired{order_number(1)});
  EXPECT_EQ(order().status, order_status::expired);
}

TEST_F(folded_order, is_paid_and_then_ticketed) {
  happens(payment_captured{order_number(1), payment_method::sandbox, minor_units{166'050}});
  EXPECT_EQ(order().status, order_status::paid);
  happens(order_ticketed{order_number(1)});
  EXPECT_EQ(order().status, order_status::ticketed);
}

TEST_F(folded_order, stays_ticketed_while_one_ticket_is_left) {
  happens(order_ticketed{order_number(1)});
  happens(tickets_refunded{order_number(1), {0, 2}, minor_units{1000}, minor_units{20}});
  EXPECT_EQ(order().status, order_status::ticketed);
  EXPECT_EQ(order().refunded, 0b101U);
  EXPECT_EQ(order().returned, minor_units{1000});
}

TEST_F(folded_order, is_refunded_with_its_last_ticket) {
  happens(order_ticketed{order_number(1)});
  happens(tickets_refunded{order_number(1), {0, 2}, minor_units{1000}, minor_units{20}});
  happens(tickets_refunded{order_number(1), {1}, minor_units{500}, minor_units{10}});
  EXPECT_EQ(order().status, order_status::refunded);
  EXPECT_EQ(order().refunded, 0b111U);
  EXPECT_EQ(order().returned, minor_units{1500});
}

TEST_F(folded_order, is_untouched_by_news_of_departures_and_keys) {
  happens(departure_opened{});
  happens(keys_forgotten{});
  EXPECT_EQ(order().status, order_status::reserved);
}

TEST(order_fold, fills_all_64_tickets_of_an_order) {
  auto const folder = test::temporary_folder{};
  auto store = order_store{folder.path()};
  auto everything = tickets_refunded{order_number(1), {}, minor_units{1}, minor_units{0}};
  for (auto i = std::uint8_t{0}; i < 64; ++i) {
    everything.tickets.push_back(i);
  }
  test::apply(store, 1, {reservation(1, kAlice, 64)});
  test::apply(store, 2, {everything});
  auto const order = store.find(order_number(1)).value();
  EXPECT_EQ(order.refunded, ~std::uint64_t{0});
  EXPECT_EQ(order.status, order_status::refunded);
  EXPECT_EQ(order.tickets.size(), 64U);
}

TEST(order_fold, takes_all_of_a_transaction_or_nothing) {
  auto const folder = test::temporary_folder{};
  auto store = order_store{folder.path()};
  auto const batches = std::vector{test::batch_of(1, {reservation(1, kAlice, 1)}),
                                   test::batch_of(2, {order_expired{order_number(99)}})};
  EXPECT_THROW(store.apply(batches), store_mismatch);
  EXPECT_EQ(store.applied_seq(), 0U);
  EXPECT_FALSE(store.find(order_number(1)));

  test::apply(store, 1, {reservation(1, kAlice, 1)});
  EXPECT_TRUE(store.find(order_number(1)));
}

TEST(order_key, names_the_order_it_was_made_of) {
  auto const id = order_id{.high = 0x0102'0304'0506'0708, .low = 0xFFFE'FDFC'FBFA'F9F8};
  auto const key = key_of(id);
  EXPECT_EQ(key.front(), std::byte{1});
  EXPECT_EQ(key.back(), std::byte{0xF8});
  EXPECT_EQ(order_of(key), id);
}

}  // namespace
}  // namespace chepiao
