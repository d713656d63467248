#include "base/instant.h"

#include <gtest/gtest.h>

namespace chepiao {
namespace {

TEST(instant, is_written_with_its_offset) {
  auto const t = instant{milliseconds{1'795'305'600'123}};
  EXPECT_EQ(to_rfc3339_utc(t), "2026-11-22T00:00:00.123Z");
  EXPECT_EQ(to_rfc3339(t, seconds{8 * 3600}), "2026-11-22T08:00:00+08:00");
  EXPECT_EQ(to_rfc3339(t, seconds{-(3 * 3600 + 1800)}), "2026-11-21T20:30:00-03:30");
}

TEST(instant, is_read_in_both_forms) {
  auto const t = instant{milliseconds{1'795'305'600'123}};
  EXPECT_EQ(parse_rfc3339("2026-11-22T00:00:00.123Z"), t);
  EXPECT_EQ(parse_rfc3339("2026-11-22T08:00:00+08:00"), t - milliseconds{123});
  EXPECT_EQ(parse_rfc3339("2026-11-21T20:30:00-03:30"), t - milliseconds{123});
}

TEST(instant, refuses_any_other_text) {
  for (auto const* text :
       {"", "2026-11-22", "2026-11-22T24:00:00Z", "2026-11-22 00:00:00Z", "2026-11-22T00:00:00",
        "2026-11-22T00:00:00+8:00", "2026-13-22T00:00:00Z", "2026-11-22T00:00:0aZ",
        "2026-11-22T00:00:00.1Z"}) {
    EXPECT_EQ(parse_rfc3339(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace chepiao
