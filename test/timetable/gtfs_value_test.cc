#include "timetable/gtfs_value.h"

#include <gtest/gtest.h>

#include "timetable/zone_currency.h"

namespace chepiao {
namespace {

TEST(gtfs_value, times_with_one_digit_hours_and_hours_past_24_are_read) {
  EXPECT_EQ(parse_gtfs_time("9:55:00").seconds, 35'700);
  EXPECT_EQ(parse_gtfs_time("09:55").seconds, 35'700);
  EXPECT_EQ(parse_gtfs_time("110:29:00").seconds, 110 * 3600 + 29 * 60);
  EXPECT_EQ(parse_gtfs_time("00:00:00").seconds, 0);
}

TEST(gtfs_value, nothing_and_negative_times_mean_no_time) {
  for (auto const* text : {"", "-99:00", "-99:00:00"}) {
    EXPECT_EQ(parse_gtfs_time(text).seconds, kNoTime);
    EXPECT_TRUE(parse_gtfs_time(text).readable);
  }
}

TEST(gtfs_value, what_is_no_time_is_unreadable) {
  for (auto const* text : {"x", "12", "12:60:00", "12:00:60", "1234:00:00", "12:00:00:00", ":00:00",
                           "12::00", "12:00:", "1 2:00:00", "+1:00:00"}) {
    EXPECT_FALSE(parse_gtfs_time(text).readable) << text;
    EXPECT_EQ(parse_gtfs_time(text).seconds, kNoTime) << text;
  }
}

TEST(gtfs_value, dates_are_real_dates) {
  EXPECT_EQ(parse_gtfs_date("20591231"), parse_service_day("2059-12-31"));
  EXPECT_EQ(parse_gtfs_date("2059-12-31"), parse_service_day("2059-12-31"));
  for (auto const* text : {"", "20230230", "2023", "99999999", "2023123x"}) {
    EXPECT_FALSE(parse_gtfs_date(text)) << text;
  }
}

TEST(gtfs_value, numbers_are_whole_and_in_range) {
  EXPECT_EQ(parse_gtfs_number("4294967295"), 4'294'967'295U);
  for (auto const* text : {"", "-1", "4294967296", "1.5", "1 ", "0x1"}) {
    EXPECT_FALSE(parse_gtfs_number(text)) << text;
  }
}

TEST(gtfs_value, decimals_take_a_point_or_a_comma) {
  EXPECT_DOUBLE_EQ(*parse_gtfs_decimal("25.5"), 25.5);
  EXPECT_DOUBLE_EQ(*parse_gtfs_decimal("-25,5"), -25.5);
  for (auto const* text : {"", "nan", "inf", "1e999", "1.2.3", "x"}) {
    EXPECT_FALSE(parse_gtfs_decimal(text)) << text;
  }
}

TEST(gtfs_value, public_numbers_look_like_train_numbers) {
  for (auto const* text : {"581", "H225", "G1", "AMK63", "1"}) {
    EXPECT_TRUE(looks_like_public_number(text)) << text;
  }
  for (auto const* text : {"", "1000994", "trip-1", "ABCD1", "G", "12a", "t1"}) {
    EXPECT_FALSE(looks_like_public_number(text)) << text;
  }
}

TEST(gtfs_value, zones_suggest_a_currency) {
  EXPECT_EQ(currency_of_zone("Asia/Shanghai").text(), "CNY");
  EXPECT_EQ(currency_of_zone("Europe/London").text(), "GBP");
  EXPECT_EQ(currency_of_zone("Europe/Madrid").text(), "EUR");
  EXPECT_EQ(currency_of_zone("America/Los_Angeles").text(), "USD");
}

}  // namespace
}  // namespace chepiao
