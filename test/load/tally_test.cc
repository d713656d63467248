#include "bench/load/tally.h"

#include <gtest/gtest.h>

namespace chepiao::load {
namespace {

http_reply const kHeld{.status = 201, .head = {}, .body = "{}"};
http_reply const kSoldOut{.status = 409, .head = {}, .body = R"({"code":"sold_out"})"};

TEST(tally, counts_between_warm_up_and_end_only) {
  auto seen = tally{1 * kSecond, 3 * kSecond};
  seen.reply(operation::hold, kHeld, 0, 1 * kSecond - 1);
  seen.reply(operation::hold, kHeld, 0, 1 * kSecond);
  seen.reply(operation::hold, kHeld, 0, 3 * kSecond - 1);
  seen.reply(operation::hold, kHeld, 0, 3 * kSecond);
  EXPECT_EQ(seen.of(operation::hold).succeeded.count(), 2U);
  EXPECT_DOUBLE_EQ(seen.seconds(), 2);
}

TEST(tally, keeps_refusals_apart_from_sales) {
  auto seen = tally{0, 3 * kSecond};
  seen.reply(operation::hold, kHeld, 0, 5);
  seen.reply(operation::hold, kSoldOut, 0, 500);
  seen.reply(operation::hold, kSoldOut, 0, 500);
  seen.no_reply(operation::hold, 9);
  auto const& of = seen.of(operation::hold);
  EXPECT_EQ(of.succeeded.max(), 5);
  EXPECT_EQ(of.refused.count(), 2U);
  EXPECT_EQ(of.by_status.at(201), 1U);
  EXPECT_EQ(of.by_status.at(409), 2U);
  EXPECT_EQ(of.by_status.at(0), 1U);
  EXPECT_EQ(of.by_code.at("sold_out"), 2U);
}

TEST(tally, has_a_line_of_seconds) {
  auto seen = tally{1 * kSecond, 5 * kSecond};
  seen.reply(operation::hold, kHeld, 0, 1 * kSecond);
  seen.reply(operation::hold, kSoldOut, 0, 3 * kSecond);
  auto other = tally{1 * kSecond, 5 * kSecond};
  other.reply(operation::hold, kHeld, 0, 4 * kSecond);
  seen.add(other);
  auto const& line = seen.timeline(operation::hold);
  ASSERT_EQ(line.size(), 4U);
  EXPECT_EQ(line[0].succeeded, 1U);
  EXPECT_EQ(line[1].succeeded, 0U);
  EXPECT_EQ(line[2].refused, 1U);
  EXPECT_EQ(line[3].succeeded, 1U);
}

}  // namespace
}  // namespace chepiao::load
