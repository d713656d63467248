#include "bench/load/histogram.h"

#include <gtest/gtest.h>

namespace chepiao::load {
namespace {

TEST(histogram, small_values_are_exact) {
  auto seen = histogram{};
  for (auto value = nanos{1}; value <= 100; ++value) {
    seen.add(value);
  }
  EXPECT_EQ(seen.percentile(0.5), 50);
  EXPECT_EQ(seen.percentile(0.99), 99);
  EXPECT_EQ(seen.percentile(1), 100);
  EXPECT_EQ(seen.max(), 100);
  EXPECT_DOUBLE_EQ(seen.mean(), 50.5);
}

TEST(histogram, percentiles_are_at_most_two_percent_too_high) {
  auto seen = histogram{};
  for (auto value = nanos{1}; value <= 1'000'000; ++value) {
    seen.add(value * 1'000);
  }
  for (auto const share : {0.01, 0.5, 0.9, 0.99, 0.999}) {
    auto const exact = share * 1e9;
    auto const told = static_cast<double>(seen.percentile(share));
    EXPECT_GE(told, exact * 0.9999) << share;
    EXPECT_LE(told, exact * 1.016) << share;
  }
}

TEST(histogram, sums_up_as_if_it_had_seen_both) {
  auto low = histogram{};
  auto high = histogram{};
  auto both = histogram{};
  for (auto value = nanos{1}; value <= 1'000; ++value) {
    low.add(value);
    high.add(value * 1'000);
    both.add(value);
    both.add(value * 1'000);
  }
  low.add(high);
  low.add(histogram{});
  EXPECT_EQ(low.count(), both.count());
  EXPECT_EQ(low.percentile(0.25), both.percentile(0.25));
  EXPECT_EQ(low.percentile(0.75), both.percentile(0.75));
  EXPECT_EQ(low.max(), both.max());
}

TEST(histogram, an_empty_one_says_zero) {
  EXPECT_EQ(histogram{}.percentile(0.99), 0);
  EXPECT_EQ(histogram{}.mean(), 0);
}

TEST(histogram, the_longest_waits_share_a_bucket) {
  auto seen = histogram{};
  seen.add(std::int64_t{1} << 60);
  EXPECT_EQ(seen.count(), 1U);
  EXPECT_GT(seen.percentile(0.5), 1'000 * kSecond);
}

}  // namespace
}  // namespace chepiao::load
