#include "projection/live_feed.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "projection/touched_departures.h"
#include "test/store/some_orders.h"

namespace chepiao {
namespace {

using test::kAlice;
using test::order_number;

constexpr auto kMorningTrain = departure_id{.service = service_id{1}, .day = {20'000}};
constexpr auto kEveningTrain = departure_id{.service = service_id{2}, .day = {20'000}};

order_reserved reservation_on(std::uint64_t n, std::vector<departure_id> const& departures) {
  auto e = test::reservation(n, kAlice, departures.size());
  for (auto i = std::size_t{0}; i < departures.size(); ++i) {
    e.tickets[i].departure = departures[i];
  }
  return e;
}

class feed : public ::testing::Test {
 protected:
  void happens(event e) {
    auto const r = test::record_of({std::move(e)});
    feed_.on_durable(++seq_, test::shared({r}));
  }
  std::shared_ptr<void> watch(departure_id departure, std::vector<std::uint64_t>& heard) {
    return feed_.watch(departure, [&](std::uint64_t seq) {
      heard.push_back(seq);
      return true;
    });
  }

  live_feed feed_{3};
  std::uint64_t seq_ = 0;
  std::vector<std::uint64_t> morning_;
  std::vector<std::uint64_t> evening_;
};

using heard = std::vector<std::uint64_t>;

TEST_F(feed, tells_the_watchers_of_a_departure_whose_seats_are_held) {
  auto const a = watch(kMorningTrain, morning_);
  auto const b = watch(kEveningTrain, evening_);
  happens(reservation_on(1, {kMorningTrain}));
  happens(reservation_on(2, {kMorningTrain, kEveningTrain}));
  EXPECT_EQ(morning_, (heard{1, 2}));
  EXPECT_EQ(evening_, (heard{2}));
  EXPECT_EQ(feed_.last_seq(), 2U);
}

TEST_F(feed, tells_of_seats_that_come_back) {
  auto const a = watch(kMorningTrain, morning_);
  auto const b = watch(kEveningTrain, evening_);
  happens(reservation_on(1, {kMorningTrain}));
  happens(reservation_on(2, {kMorningTrain}));
  happens(reservation_on(3, {kEveningTrain}));
  happens(order_cancelled{order_number(1)});
  happens(order_expired{order_number(2)});
  happens(tickets_refunded{order_number(3), {0}, minor_units{1}, minor_units{0}});
  EXPECT_EQ(morning_, (heard{1, 2, 4, 5}));
  EXPECT_EQ(evening_, (heard{3, 6}));
}

TEST_F(feed, is_silent_when_no_stock_changed) {
  auto const a = watch(kMorningTrain, morning_);
  happens(reservation_on(1, {kMorningTrain}));
  happens(payment_captured{order_number(1), payment_method::sandbox, minor_units{1}});
  happens(order_ticketed{order_number(1)});
  happens(keys_forgotten{});
  EXPECT_EQ(morning_, (heard{1}));
}

TEST_F(feed, tells_everybody_when_an_order_of_before_the_restart_ends) {
  auto const a = watch(kMorningTrain, morning_);
  auto const b = watch(kEveningTrain, evening_);
  happens(order_cancelled{order_number(77)});
  EXPECT_EQ(morning_, (heard{1}));
  EXPECT_EQ(evening_, (heard{1}));
}

TEST_F(feed, tells_everybody_when_an_order_made_while_nobody_watched_ends) {
  happens(reservation_on(1, {kMorningTrain}));
  auto const b = watch(kEveningTrain, evening_);
  happens(order_cancelled{order_number(1)});
  EXPECT_EQ(evening_, (heard{2}));
}

TEST_F(feed, ends_with_its_handle) {
  auto handle = watch(kMorningTrain, morning_);
  happens(reservation_on(1, {kMorningTrain}));
  handle.reset();
  happens(reservation_on(2, {kMorningTrain}));
  EXPECT_EQ(morning_, (heard{1}));
}

TEST_F(feed, ends_when_its_watcher_says_so) {
  auto calls = 0;
  auto const handle = feed_.watch(kMorningTrain, [&](std::uint64_t) {
    ++calls;
    return false;
  });
  happens(reservation_on(1, {kMorningTrain}));
  happens(reservation_on(2, {kMorningTrain}));
  EXPECT_EQ(calls, 1);
}

TEST_F(feed, ends_from_within_its_watcher) {
  auto calls = 0;
  auto handle = std::shared_ptr<void>{};
  handle = feed_.watch(kMorningTrain, [&](std::uint64_t) {
    ++calls;
    handle.reset();
    return true;
  });
  happens(reservation_on(1, {kMorningTrain}));
  happens(reservation_on(2, {kMorningTrain}));
  EXPECT_EQ(calls, 1);
}

TEST_F(feed, takes_so_many_watchers_and_no_more) {
  auto const a = watch(kMorningTrain, morning_);
  auto const b = watch(kMorningTrain, morning_);
  auto c = watch(kEveningTrain, evening_);
  EXPECT_FALSE(watch(kMorningTrain, morning_));
  c.reset();
  EXPECT_TRUE(watch(kMorningTrain, morning_));
}

TEST_F(feed, may_go_before_its_handles) {
  auto gone = std::make_unique<live_feed>(1);
  auto handle = gone->watch(kMorningTrain, [](std::uint64_t) { return true; });
  gone.reset();
  handle.reset();
  EXPECT_FALSE(handle);
}

TEST(feed_of_many, never_calls_a_watcher_whose_handle_went) {
  auto feed = live_feed{100};
  auto stop = std::atomic<bool>{false};
  auto late_calls = std::atomic<int>{0};
  auto watchers = std::vector<std::jthread>{};
  for (auto i = 0; i < 3; ++i) {
    watchers.emplace_back([&] {
      while (!stop) {
        auto alive = std::make_unique<std::atomic<bool>>(true);
        auto handle = feed.watch(kMorningTrain, [&, a = alive.get()](std::uint64_t) {
          late_calls += *a ? 0 : 1;
          return true;
        });
        handle.reset();
        *alive = false;
      }
    });
  }
  auto const r = test::record_of({reservation_on(1, {kMorningTrain})});
  for (auto seq = std::uint64_t{1}; seq <= 2000; ++seq) {
    feed.on_durable(seq, test::shared({r}));
  }
  stop = true;
  watchers.clear();
  EXPECT_EQ(late_calls, 0);
}

TEST(touched_departures, remembers_the_newest_orders) {
  auto changes = touched_departures{2};
  for (auto n = std::uint64_t{1}; n <= 3; ++n) {
    auto const r = test::record_of({reservation_on(n, {kMorningTrain})});
    EXPECT_FALSE(changes.by({&r, 1}).may_be_any);
  }
  auto const oldest = test::record_of({order_expired{order_number(1)}});
  EXPECT_TRUE(changes.by({&oldest, 1}).may_be_any);
  auto const newest = test::record_of({order_expired{order_number(3)}});
  auto const change = changes.by({&newest, 1});
  EXPECT_FALSE(change.may_be_any);
  EXPECT_EQ(change.departures, std::set{kMorningTrain});
}

}  // namespace
}  // namespace chepiao
