#include "api/worker_pool.h"

#include <latch>
#include <vector>

#include <gtest/gtest.h>

namespace chepiao::api {
namespace {

// One thread, kept busy until let go.
struct busy_pool {
  std::latch begun{1};
  std::latch go{1};
  std::latch done{1};
  std::vector<urgency> order;  // in which the thread did them
  worker_pool pool;

  busy_pool() : busy_pool{10} {}
  explicit busy_pool(std::size_t queue_max) : pool{{.threads = 1, .queue_max = queue_max}} {
    EXPECT_TRUE(pool.run(urgency::browse, [this] {
      begun.count_down();
      go.wait();
    }));
    begun.wait();
  }
  ~busy_pool() {
    if (!go.try_wait()) {
      go.count_down();
    }
  }
  bool ask(urgency u) {
    return pool.run(u, [this, u] { order.push_back(u); });
  }
};

TEST(worker_pool, refuses_browsing_first_and_money_last) {
  auto busy = busy_pool{};
  auto const taken = [&](urgency u) {
    auto n = 0;
    while (busy.ask(u)) {
      ++n;
    }
    return n;
  };
  EXPECT_EQ(taken(urgency::browse), 4);
  EXPECT_EQ(taken(urgency::hold), 2);
  EXPECT_EQ(taken(urgency::order_read), 2);
  EXPECT_EQ(taken(urgency::money), 2);
}

TEST(worker_pool, does_the_urgent_first) {
  auto busy = busy_pool{100};
  EXPECT_TRUE(busy.ask(urgency::browse));
  EXPECT_TRUE(busy.ask(urgency::order_read));
  EXPECT_TRUE(busy.ask(urgency::money));
  EXPECT_TRUE(busy.ask(urgency::order_read));
  EXPECT_TRUE(busy.pool.run(urgency::browse, [&] { busy.done.count_down(); }));
  busy.go.count_down();
  busy.done.wait();
  EXPECT_EQ(busy.order, (std::vector{urgency::money, urgency::order_read, urgency::order_read,
                                     urgency::browse}));
}

}  // namespace
}  // namespace chepiao::api
