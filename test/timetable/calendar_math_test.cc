#include <gtest/gtest.h>

#include "test/support/seeded_rng.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/calendar_math.h"

namespace chepiao {
namespace {

using test::day;

constexpr auto kSpan = 60;

// Some calendar around the first 40 days of a span.
calendar some_calendar(test::seeded_rng& random) {
  auto const below = [&](std::uint64_t n) { return static_cast<std::int32_t>(random.below(n)); };
  auto const start = day("2026-01-01");
  auto out = calendar{};
  if (below(3) != 0) {
    out.weekdays = static_cast<std::uint8_t>(below(128));
    out.from = start + below(20);
    out.until = out.from + below(20);
  }
  for (auto i = below(4); i > 0; --i) {
    out.added.push_back(start + below(40));
    out.removed.push_back(start + below(40));
  }
  return normalized(out);
}

bool share_a_day(calendar const& a, calendar const& b) {
  for (auto i = 0; i < kSpan; ++i) {
    if (a.runs_on(day("2026-01-01") + i) && b.runs_on(day("2026-01-01") + i)) {
      return true;
    }
  }
  return false;
}

TEST(have_common_day, agrees_with_counting) {
  auto random = test::seeded_rng{1};
  auto common = 0;
  for (auto round = 0; round < 2'000; ++round) {
    auto const a = some_calendar(random);
    auto const b = some_calendar(random);
    ASSERT_EQ(have_common_day(a, b), share_a_day(a, b));
    common += share_a_day(a, b) ? 1 : 0;
  }
  EXPECT_GT(common, 100);
  EXPECT_LT(common, 1'900);
}

TEST(union_of, runs_when_either_runs) {
  auto random = test::seeded_rng{2};
  for (auto round = 0; round < 2'000; ++round) {
    auto const a = some_calendar(random);
    auto const b = some_calendar(random);
    auto const both = union_of(a, b);
    ASSERT_TRUE(both);
    for (auto i = 0; i < kSpan; ++i) {
      auto const d = day("2026-01-01") + i;
      ASSERT_EQ(both->runs_on(d), a.runs_on(d) || b.runs_on(d)) << to_text(d);
    }
  }
}

TEST(union_of, keeps_an_open_end_a_pattern) {
  auto const weekdays = calendar{0b0011111, day("2023-10-09"), day("2059-12-31"), {}, {}};
  auto const weekends = calendar{0b1100000, day("2023-10-09"), day("2059-12-31"), {}, {}};
  EXPECT_FALSE(have_common_day(weekdays, weekends));
  auto const both = union_of(weekdays, weekends);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->weekdays, 0x7F);
  EXPECT_TRUE(both->added.empty());
}

TEST(union_of, gives_up_on_two_long_ranges) {
  auto const a = calendar{0b0000001, day("2020-01-01"), day("2059-12-31"), {}, {}};
  auto const b = calendar{0b0000010, day("2021-01-01"), day("2060-12-31"), {}, {}};
  EXPECT_FALSE(union_of(a, b));
}

TEST(normalized, drops_what_changes_nothing) {
  auto const c = normalized({0b0000001,
                             day("2026-11-02"),
                             day("2026-11-30"),
                             {day("2026-11-09"), day("2026-11-10"), day("2026-11-10")},
                             {day("2026-11-11"), day("2026-11-16")}});
  EXPECT_EQ(c.added, std::vector{day("2026-11-10")});
  EXPECT_EQ(c.removed, std::vector{day("2026-11-16")});
}

TEST(days_running, counts_the_window) {
  auto const c = calendar{0b0000001, day("2026-11-02"), day("2026-11-30"), {}, {}};
  EXPECT_EQ(days_running(c, day("2026-11-02"), 15), 3);
  EXPECT_EQ(days_running(c, day("2026-11-03"), 6), 0);
}

}  // namespace
}  // namespace chepiao
