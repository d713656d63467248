#include "identity/attempt_limit.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace chepiao {
namespace {

constexpr auto kStart = instant{milliseconds{1'795'300'000'000}};

class attempts : public ::testing::Test {
 protected:
  attempts() : limit_{{.pairs_max = 4}} {}

  bool guess(std::string_view username, std::string_view peer) {
    auto const key = attempt_limit::key_of(username, peer);
    if (!limit_.admit(key, now_)) {
      return false;
    }
    limit_.failed(key, now_);
    return true;
  }
  void fail_five_times(std::string_view username, std::string_view peer) {
    for (auto i = 0; i < 5; ++i) {
      ASSERT_TRUE(guess(username, peer));
    }
  }

  attempt_limit limit_;
  instant now_ = kStart;
};

TEST_F(attempts, wait_after_five_failures) {
  fail_five_times("wei", "stranger");
  EXPECT_FALSE(guess("wei", "stranger"));
}

TEST_F(attempts, wait_twice_as_long_each_time) {
  fail_five_times("wei", "stranger");
  for (auto const wait : {seconds{1}, seconds{2}, seconds{4}, seconds{8}}) {
    now_ += wait - milliseconds{1};
    EXPECT_FALSE(guess("wei", "stranger")) << wait.count();
    now_ += milliseconds{1};
    EXPECT_TRUE(guess("wei", "stranger")) << wait.count();
  }
}

TEST_F(attempts, wait_a_quarter_of_an_hour_at_most) {
  fail_five_times("wei", "stranger");
  for (auto i = 0; i < 40; ++i) {
    now_ += seconds{15 * 60};
    EXPECT_TRUE(guess("wei", "stranger"));
  }
}

TEST_F(attempts, of_a_stranger_do_not_lock_the_owner_out) {
  fail_five_times("wei", "stranger");
  EXPECT_TRUE(limit_.admit(attempt_limit::key_of("wei", "home"), now_));
  EXPECT_TRUE(limit_.admit(attempt_limit::key_of("maria", "stranger"), now_));
}

TEST_F(attempts, are_forgiven_by_a_success) {
  for (auto i = 0; i < 4; ++i) {
    ASSERT_TRUE(guess("wei", "home"));
  }
  auto const key = attempt_limit::key_of("wei", "home");
  ASSERT_TRUE(limit_.admit(key, now_));
  limit_.succeeded(key);
  fail_five_times("wei", "home");
}

TEST_F(attempts, are_forgotten_after_an_hour) {
  fail_five_times("wei", "stranger");
  now_ += seconds{3600};
  fail_five_times("wei", "stranger");
}

TEST_F(attempts, that_still_run_count_once_one_has_failed) {
  auto const key = attempt_limit::key_of("wei", "stranger");
  ASSERT_TRUE(guess("wei", "stranger"));
  auto admitted = 0;
  for (auto i = 0; i < 100; ++i) {
    admitted += limit_.admit(key, now_) ? 1 : 0;
  }
  EXPECT_EQ(admitted, 4);
}

TEST_F(attempts, that_were_withdrawn_do_not_count) {
  auto const key = attempt_limit::key_of("wei", "home");
  for (auto i = 0; i < 100; ++i) {
    ASSERT_TRUE(limit_.admit(key, now_));
    limit_.withdrawn(key);
  }
  fail_five_times("wei", "home");
}

TEST_F(attempts, are_remembered_for_so_many_pairs_and_no_more) {
  fail_five_times("wei", "stranger");
  for (auto i = 0; i < 4; ++i) {
    ASSERT_TRUE(guess("somebody", std::to_string(i)));
  }
  EXPECT_TRUE(guess("wei", "stranger")) << "the oldest pair makes room";
}

}  // namespace
}  // namespace chepiao
