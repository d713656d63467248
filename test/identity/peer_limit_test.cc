#include "identity/peer_limit.h"

#include <gtest/gtest.h>

namespace chepiao {
namespace {

constexpr auto kStart = instant{milliseconds{1'795'300'000'000}};

class peers : public ::testing::Test {
 protected:
  int admitted(std::string_view peer, int asked) {
    auto count = 0;
    for (auto i = 0; i < asked; ++i) {
      count += limit_.admit(peer, now_) ? 1 : 0;
    }
    return count;
  }

  peer_limit limit_{{.burst = 3, .interval = milliseconds{1000}, .peers_max = 2}};
  instant now_ = kStart;
};

TEST_F(peers, go_ahead_in_a_burst_and_then_one_by_one) {
  EXPECT_EQ(admitted("a", 5), 3);
  now_ += milliseconds{999};
  EXPECT_EQ(admitted("a", 5), 0);
  now_ += milliseconds{1};
  EXPECT_EQ(admitted("a", 5), 1);
  now_ += milliseconds{60'000};
  EXPECT_EQ(admitted("a", 5), 3);
}

TEST_F(peers, are_counted_apart) {
  EXPECT_EQ(admitted("a", 5), 3);
  EXPECT_EQ(admitted("b", 5), 3);
}

TEST_F(peers, beyond_the_table_are_forgotten_the_longest_unseen_first) {
  admitted("a", 3);
  admitted("b", 3);
  admitted("a", 1);
  admitted("c", 3);
  EXPECT_EQ(admitted("a", 1), 0);
  EXPECT_EQ(admitted("b", 1), 1);
}

TEST_F(peers, wait_no_longer_when_the_clock_is_set_back) {
  EXPECT_EQ(admitted("a", 5), 3);
  now_ -= milliseconds{3'600'000};
  EXPECT_EQ(admitted("a", 1), 0);
  now_ += milliseconds{3000};
  EXPECT_EQ(admitted("a", 5), 3);
}

}  // namespace
}  // namespace chepiao
