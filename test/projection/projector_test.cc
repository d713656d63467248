#include "projection/projector.h"

#include <thread>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "test/store/some_orders.h"
#include "test/support/temporary_folder.h"

namespace chepiao {
namespace {

using test::kAlice;
using test::order_number;
using test::reservation;

constexpr auto kLong = milliseconds{60'000};

void happens(projector& p, std::uint64_t seq, event e) {
  p.on_durable(seq, test::shared({test::record_of({std::move(e)})}));
}

class projection : public ::testing::Test {
 protected:
  // From here on the store refuses new orders, as it would with a full disk.
  void break_store() {
    side_door_.execute(
        "CREATE TRIGGER full BEFORE INSERT ON orders"
        " BEGIN SELECT RAISE(ABORT, 'no room'); END");
  }
  void mend_store() { side_door_.execute("DROP TRIGGER full"); }

  test::temporary_folder folder_;
  order_store store_{folder_.path()};
  sqlite::connection side_door_{folder_.path() / "store.db"};
};

TEST_F(projection, can_be_read_once_it_was_waited_for) {
  auto p = projector{store_};
  for (auto n = std::uint64_t{1}; n <= 100; ++n) {
    happens(p, n, reservation(n, kAlice, 1));
    ASSERT_TRUE(p.wait_for(n, kLong));
    EXPECT_TRUE(store_.find(order_number(n)));
  }
  EXPECT_EQ(p.lag_batches(), 0U);
  EXPECT_EQ(p.applied_seq(), 100U);
}

TEST_F(projection, writes_an_order_and_what_became_of_it_at_once) {
  auto p = projector{store_};
  happens(p, 1, reservation(1, kAlice, 2));
  happens(p, 2, order_ticketed{order_number(1)});
  happens(p, 3, tickets_refunded{order_number(1), {1}, minor_units{500}, minor_units{10}});
  ASSERT_TRUE(p.wait_for(3, kLong));
  auto const order = store_.find(order_number(1)).value();
  EXPECT_EQ(order.status, order_status::ticketed);
  EXPECT_EQ(order.refunded, 0b10U);
  EXPECT_EQ(order.returned, minor_units{500});
}

TEST_F(projection, has_no_patience_for_what_did_not_happen) {
  auto p = projector{store_};
  happens(p, 1, reservation(1, kAlice, 1));
  EXPECT_FALSE(p.wait_for(2, milliseconds{1}));
}

TEST_F(projection, is_complete_after_stop) {
  auto p = projector{store_};
  for (auto n = std::uint64_t{1}; n <= 1000; ++n) {
    happens(p, n, reservation(n, kAlice, 1));
  }
  p.stop();
  EXPECT_EQ(store_.applied_seq(), 1000U);
  EXPECT_TRUE(store_.find(order_number(1000)));
}

TEST_F(projection, goes_on_where_it_was) {
  {
    auto p = projector{store_};
    happens(p, 1, reservation(1, kAlice, 1));
  }
  auto p = projector{store_};
  EXPECT_EQ(p.applied_seq(), 1U);
  happens(p, 1, reservation(1, kAlice, 1));
  happens(p, 2, order_cancelled{order_number(1)});
  ASSERT_TRUE(p.wait_for(2, kLong));
  EXPECT_EQ(store_.find(order_number(1))->status, order_status::cancelled);
}

TEST_F(projection, makes_the_journal_wait_when_its_queue_is_full) {
  auto p = projector{store_, 1};
  for (auto n = std::uint64_t{1}; n <= 200; ++n) {
    happens(p, n, reservation(n, kAlice, 1));
    EXPECT_LE(p.lag_batches(), 2U) << "one queued, one being folded";
  }
  EXPECT_TRUE(p.wait_for(200, kLong));
}

TEST_F(projection, catches_up_when_the_store_takes_writes_again) {
  auto p = projector{store_};
  break_store();
  happens(p, 1, reservation(1, kAlice, 1));
  EXPECT_FALSE(p.wait_for(1, kLong)) << "at once, not after a minute";
  EXPECT_GE(p.failures(), 1U);
  EXPECT_EQ(p.lag_batches(), 1U);
  happens(p, 2, reservation(2, kAlice, 1));
  mend_store();
  while (!p.wait_for(2, kLong)) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(store_.find(order_number(1)));
  EXPECT_TRUE(store_.find(order_number(2)));
  EXPECT_FALSE(p.has_given_up());
}

TEST_F(projection, lets_the_sale_go_on_when_the_store_stays_broken) {
  break_store();
  {
    auto p = projector{store_, 4};
    for (auto n = std::uint64_t{1}; n <= 100; ++n) {
      happens(p, n, reservation(n, kAlice, 1));
    }
    EXPECT_FALSE(p.wait_for(100, kLong));
    EXPECT_TRUE(p.has_given_up());
    EXPECT_EQ(p.lag_batches(), 100U);
  }
  EXPECT_EQ(store_.applied_seq(), 0U) << "no gap: the next start folds from here";
  mend_store();
  auto p = projector{store_};
  happens(p, 1, reservation(1, kAlice, 1));
  EXPECT_TRUE(p.wait_for(1, kLong));
}

TEST_F(projection, ends_while_the_store_is_broken) {
  auto p = projector{store_};
  break_store();
  happens(p, 1, reservation(1, kAlice, 1));
  p.stop();
  EXPECT_EQ(store_.applied_seq(), 0U);
  EXPECT_TRUE(p.has_given_up());
}

}  // namespace
}  // namespace chepiao
