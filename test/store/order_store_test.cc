#include "store/order_store.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "test/store/some_orders.h"
#include "test/support/temporary_folder.h"

namespace chepiao {
namespace {

using test::kAlice;
using test::kBob;
using test::order_number;
using test::reservation;
using test::temporary_folder;

void reserve_for_alice(order_store& store, std::uint64_t orders) {
  for (auto n = std::uint64_t{1}; n <= orders; ++n) {
    test::apply(store, n, {reservation(n, kAlice, 1)});
  }
}

TEST(order_store, starts_empty) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  EXPECT_EQ(store.applied_seq(), 0U);
  EXPECT_TRUE(store.orders_of(kAlice, "", 10).orders.empty());
  EXPECT_FALSE(store.find(order_number(1)));
}

TEST(order_store, gives_back_every_field_of_an_order) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  auto const reserved = reservation(1, kAlice, 2);
  test::apply(store, 7, {reserved});

  auto const found = store.find(order_number(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->order, reserved.order);
  EXPECT_EQ(found->account, kAlice);
  EXPECT_EQ(found->status, order_status::reserved);
  EXPECT_EQ(found->money.text(), "CNY");
  EXPECT_EQ(found->total, minor_units{110'700});
  EXPECT_EQ(found->returned, minor_units{0});
  EXPECT_EQ(found->created_at, test::kMorning);
  EXPECT_EQ(found->expires_at, reserved.expires_at);
  EXPECT_EQ(found->refunded, 0U);
  EXPECT_EQ(found->tickets, reserved.tickets);
  EXPECT_EQ(store.applied_seq(), 7U);
}

TEST(order_store, lists_an_accounts_orders_newest_first_page_by_page) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  reserve_for_alice(store, 5);
  test::apply(store, 6, {reservation(6, kBob, 1)});

  auto seen = std::vector<order_id>{};
  auto cursor = std::string{};
  auto pages = 0;
  do {
    auto const page = store.orders_of(kAlice, cursor, 2);
    for (auto const& order : page.orders) {
      seen.push_back(order.order);
    }
    cursor = page.next.value_or("");
    ++pages;
  } while (!cursor.empty());
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen, (std::vector{order_number(5), order_number(4), order_number(3), order_number(2),
                               order_number(1)}));
}

TEST(order_store, ends_a_list_that_fills_its_last_page) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  reserve_for_alice(store, 4);
  auto const first = store.orders_of(kAlice, "", 2);
  ASSERT_TRUE(first.next);
  EXPECT_FALSE(store.orders_of(kAlice, *first.next, 2).next);
}

TEST(order_store, refuses_a_cursor_of_another_account_or_none_at_all) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  reserve_for_alice(store, 3);
  auto const page = store.orders_of(kAlice, "", 1);
  ASSERT_TRUE(page.next);
  EXPECT_THROW(store.orders_of(kBob, *page.next, 1), std::invalid_argument);
  EXPECT_THROW(store.orders_of(kAlice, "1", 1), std::invalid_argument);
  EXPECT_THROW(store.orders_of(kAlice, "' OR 1=1 --", 1), std::invalid_argument);
}

TEST(order_store, keeps_its_rows_and_position_when_opened_again) {
  auto const folder = temporary_folder{};
  {
    auto store = order_store{folder.path()};
    reserve_for_alice(store, 3);
  }
  auto store = order_store{folder.path()};
  EXPECT_EQ(store.applied_seq(), 3U);
  EXPECT_EQ(store.orders_of(kAlice, "", 10).orders.size(), 3U);
}

// Each history folded in one transaction and in one for each event.
TEST(order_store, has_the_same_rows_however_its_transactions_were_cut) {
  auto const ticketed = order_ticketed{order_number(1)};
  auto const refund = [](std::vector<std::uint8_t> tickets) {
    return tickets_refunded{order_number(1), std::move(tickets), minor_units{500}, minor_units{10}};
  };
  auto const histories = std::vector<std::vector<event>>{
      {order_cancelled{order_number(1)}},
      {order_expired{order_number(1)}},
      {payment_captured{order_number(1), payment_method::sandbox, minor_units{1}}},
      {ticketed, refund({0})},
      {ticketed, refund({1}), refund({0, 2})},
  };
  for (auto const& history : histories) {
    auto const apart = test::temporary_folder{};
    auto const together = test::temporary_folder{};
    auto many = order_store{apart.path()};
    auto one = order_store{together.path()};
    auto batches = std::vector{test::batch_of(1, {reservation(1, kAlice, 3)})};
    for (auto const& e : history) {
      batches.push_back(test::batch_of(batches.size() + 1, {e}));
    }
    one.apply(batches);
    for (auto const& each : batches) {
      many.apply({&each, 1});
    }
    auto const expected = many.find(order_number(1)).value();
    auto const found = one.find(order_number(1)).value();
    EXPECT_EQ(found.status, expected.status);
    EXPECT_EQ(found.refunded, expected.refunded);
    EXPECT_EQ(found.returned, expected.returned);
    EXPECT_EQ(found.tickets, expected.tickets);
    EXPECT_EQ(one.orders_of(kAlice, "", 10).orders.size(), 1U);
  }
}

TEST(order_store, skips_batches_that_it_has_folded) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  auto const batches = std::vector{test::batch_of(1, {reservation(1, kAlice, 1)}),
                                   test::batch_of(2, {reservation(2, kAlice, 1)})};
  store.apply(batches);
  store.apply(batches);
  EXPECT_EQ(store.orders_of(kAlice, "", 10).orders.size(), 2U);
  EXPECT_EQ(store.applied_seq(), 2U);
}

TEST(order_store, folds_the_same_history_again_after_clear) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  reserve_for_alice(store, 3);
  store.clear();
  EXPECT_EQ(store.applied_seq(), 0U);
  EXPECT_TRUE(store.orders_of(kAlice, "", 10).orders.empty());
  reserve_for_alice(store, 3);
  EXPECT_EQ(store.orders_of(kAlice, "", 10).orders.size(), 3U);
}

TEST(order_store, is_read_by_many_threads_while_it_is_written) {
  auto const folder = temporary_folder{};
  auto store = order_store{folder.path()};
  auto written = std::atomic<bool>{false};
  auto torn = std::atomic<int>{0};
  auto reader = [&] {
    while (!written) {
      for (auto const& order : store.orders_of(kAlice, "", 5).orders) {
        torn += order.tickets.size() == 2 ? 0 : 1;
      }
    }
  };
  auto readers = std::vector<std::jthread>{};
  for (auto i = 0; i < 4; ++i) {
    readers.emplace_back(reader);
  }
  for (auto n = std::uint64_t{1}; n <= 200; ++n) {
    test::apply(store, n, {reservation(n, kAlice, 2)});
  }
  written = true;
  readers.clear();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(store.applied_seq(), 200U);
}

}  // namespace
}  // namespace chepiao
