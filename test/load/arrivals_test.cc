#include "bench/load/arrivals.h"

#include <gtest/gtest.h>

namespace chepiao::load {
namespace {

TEST(arrivals, at_a_fixed_rate_come_at_even_times) {
  auto chance = random{1};
  auto clients = arrivals{1'000, false, 100, 5 * kSecond};
  EXPECT_EQ(clients.admit(5 * kSecond + 3 * kMillisecond, chance), 0U);
  for (auto i = 0; i < 4; ++i) {
    ASSERT_TRUE(clients.waiting());
    EXPECT_EQ(clients.take(), 5 * kSecond + i * kMillisecond);
  }
  EXPECT_FALSE(clients.waiting());
  EXPECT_EQ(clients.next_at(), 5 * kSecond + 4 * kMillisecond);
}

TEST(arrivals, keep_their_own_times_when_nobody_serves_them) {
  auto chance = random{1};
  auto clients = arrivals{1'000, false, 10'000, 0};
  clients.admit(1 * kSecond, chance);
  EXPECT_EQ(clients.take(), 0);
  EXPECT_EQ(clients.take(), 1 * kMillisecond);
}

TEST(arrivals, beyond_the_backlog_go_away) {
  auto chance = random{1};
  auto clients = arrivals{1'000, false, 10, 0};
  EXPECT_EQ(clients.admit(99 * kMillisecond, chance), 90U);
  for (auto i = 0; i < 10; ++i) {
    EXPECT_EQ(clients.take(), i * kMillisecond);
  }
  EXPECT_FALSE(clients.waiting());
}

TEST(arrivals, of_a_poisson_process_have_the_rate_and_its_spread) {
  auto chance = random{7};
  auto clients = arrivals{10'000, true, 1'000'000, 0};
  clients.admit(10 * kSecond, chance);
  auto count = 0;
  auto at_once = 0;  // within a tenth of the mean gap of the one before
  auto last = nanos{-kSecond};
  while (clients.waiting()) {
    auto const at = clients.take();
    at_once += at - last < 10'000 ? 1 : 0;
    last = at;
    ++count;
  }
  EXPECT_NEAR(count, 100'000, 2'000);         // six standard deviations
  EXPECT_NEAR(at_once, 0.0952 * count, 600);  // 1 - exp(-0.1)
}

}  // namespace
}  // namespace chepiao::load
