#include <gtest/gtest.h>

#include "base/instant.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/timetable.h"

namespace chepiao {
namespace {

using test::add;
using test::at;
using test::day;

constexpr auto kFirst = stop_index{0};
constexpr auto kLast = stop_index{1};

timetable one_run(std::string const& zone, std::int32_t departs, std::int32_t arrives) {
  auto builder = timetable_builder{nullptr, formation_catalog::built_in(), merge_rule::none};
  builder.set_operator_zone(zone);
  add(builder,
      test::draft_of(builder, "X1", zone, {{"A", kNoTime, departs}, {"B", arrives, kNoTime}}));
  return test::finished(builder);
}

std::string leaves(timetable const& t, std::string_view on) {
  return to_rfc3339_utc(t.departs_at(t.services[0], day(on), kFirst));
}

TEST(calendar, runs_by_weekday_within_its_range) {
  auto const c = calendar{0b0011111, day("2026-11-02"), day("2026-11-20"), {}, {}};
  EXPECT_TRUE(c.runs_on(day("2026-11-02")));   // a Monday
  EXPECT_FALSE(c.runs_on(day("2026-11-07")));  // a Saturday
  EXPECT_TRUE(c.runs_on(day("2026-11-20")));
  EXPECT_FALSE(c.runs_on(day("2026-11-23")));
}

TEST(calendar, adds_and_removes_single_days) {
  auto const c = calendar{
      0x7F, day("2026-11-02"), day("2026-11-20"), {day("2027-01-01")}, {day("2026-11-05")}};
  EXPECT_TRUE(c.runs_on(day("2027-01-01")));
  EXPECT_FALSE(c.runs_on(day("2026-11-05")));
}

TEST(time_of_a_call, counts_from_midnight_on_common_days) {
  auto const t = one_run("Asia/Shanghai", at(8), at(12));
  EXPECT_EQ(leaves(t, "2026-11-22"), "2026-11-22T00:00:00.000Z");
}

TEST(time_of_a_call, passes_midnight_by_hours_beyond_24) {
  auto const t = one_run("Asia/Shanghai", at(23, 30), at(26, 15));
  EXPECT_EQ(to_rfc3339_utc(t.arrives_at(t.services[0], day("2026-11-22"), kLast)),
            "2026-11-22T18:15:00.000Z");
}

TEST(time_of_a_call, keeps_clock_times_after_the_change_in_berlin) {
  auto const t = one_run("Europe/Berlin", at(8), at(12));
  EXPECT_EQ(leaves(t, "2026-03-28"), "2026-03-28T07:00:00.000Z");
  EXPECT_EQ(leaves(t, "2026-03-29"), "2026-03-29T06:00:00.000Z");  // clocks went forward at 2
  EXPECT_EQ(leaves(t, "2026-10-24"), "2026-10-24T06:00:00.000Z");
  EXPECT_EQ(leaves(t, "2026-10-25"), "2026-10-25T07:00:00.000Z");  // back at 3
}

TEST(time_of_a_call, is_an_hour_beside_the_clock_before_the_change) {
  auto const t = one_run("Europe/Berlin", at(0, 30), at(12));
  // Noon minus 12 h is 23:00 of the day before when a day has 23 hours, 01:00 when it has 25.
  EXPECT_EQ(leaves(t, "2026-03-29"), "2026-03-28T22:30:00.000Z");
  EXPECT_EQ(leaves(t, "2026-10-25"), "2026-10-24T23:30:00.000Z");
}

TEST(time_of_a_call, crosses_the_change_without_a_jump_in_toronto) {
  auto const t = one_run("America/Toronto", at(22), at(29));
  auto const& s = t.services[0];
  auto const eve = day("2026-11-01") + -1;  // clocks go back on 1 November at 2
  EXPECT_EQ(t.arrives_at(s, eve, kLast) - t.departs_at(s, eve, kFirst), std::chrono::hours{7});
  EXPECT_EQ(to_rfc3339_utc(t.arrives_at(s, eve, kLast)), "2026-11-01T09:00:00.000Z");
  auto const spring_eve = day("2026-03-08") + -1;
  EXPECT_EQ(to_rfc3339_utc(t.arrives_at(s, spring_eve, kLast)), "2026-03-08T10:00:00.000Z");
}

TEST(time_of_a_call, takes_the_other_time_where_one_is_missing) {
  auto const t = one_run("Asia/Shanghai", at(8), at(12));
  auto const& s = t.services[0];
  EXPECT_EQ(t.arrives_at(s, day("2026-11-22"), kFirst), t.departs_at(s, day("2026-11-22"), kFirst));
  EXPECT_EQ(t.departs_at(s, day("2026-11-22"), kLast), t.arrives_at(s, day("2026-11-22"), kLast));
}

TEST(today, is_the_day_of_the_operator) {
  auto const shanghai = one_run("Asia/Shanghai", at(8), at(9));
  auto const toronto = one_run("America/Toronto", at(8), at(9));
  auto const now = *parse_rfc3339("2026-11-22T17:00:00+00:00");
  EXPECT_EQ(to_text(shanghai.today(now)), "2026-11-23");
  EXPECT_EQ(to_text(toronto.today(now)), "2026-11-22");
}

TEST(utc_offset, is_that_of_the_station) {
  auto builder = timetable_builder{nullptr, formation_catalog::built_in(), merge_rule::none};
  builder.set_operator_zone("America/Toronto");
  auto west = station{};
  west.code = west.name = "VAN";
  west.zone = "America/Vancouver";
  builder.add_station(west);
  add(builder, test::draft_of(builder, "X1", "America/Toronto",
                              {{"TOR", kNoTime, at(8)}, {"VAN", at(90), kNoTime}}));
  auto const t = test::finished(builder);
  auto const winter = *parse_rfc3339("2026-01-10T12:00:00+00:00");
  auto const summer = *parse_rfc3339("2026-07-10T12:00:00+00:00");
  EXPECT_EQ(t.utc_offset(*t.station_by_code("VAN"), winter), std::chrono::hours{-8});
  EXPECT_EQ(t.utc_offset(*t.station_by_code("TOR"), winter), std::chrono::hours{-5});
  EXPECT_EQ(t.utc_offset(*t.station_by_code("TOR"), summer), std::chrono::hours{-4});
}

TEST(look_up, finds_codes_and_nothing_else) {
  auto const t = one_run("Asia/Shanghai", at(8), at(9));
  EXPECT_TRUE(t.station_by_code("A"));
  EXPECT_FALSE(t.station_by_code("a"));
  EXPECT_FALSE(t.station_by_code(""));
  EXPECT_TRUE(t.class_by_code("standard"));
  EXPECT_FALSE(t.class_by_code("second"));
  EXPECT_EQ(t.find(service_id{1}), nullptr);
  EXPECT_EQ(t.find(station_id{2}), nullptr);
  EXPECT_TRUE(t.runs({service_id{0}, day("2026-11-22")}));
  EXPECT_FALSE(t.runs({service_id{0}, day("2036-11-22")}));
  EXPECT_FALSE(t.runs({service_id{7}, day("2026-11-22")}));
}

TEST(layout_hash, changes_with_stations_and_seats_but_not_with_minutes) {
  auto const base = one_run("Asia/Shanghai", at(8), at(9));
  auto const later = one_run("Asia/Shanghai", at(8, 5), at(9, 5));
  EXPECT_EQ(base.layout_hash(base.services[0]), later.layout_hash(later.services[0]));
  auto other_seats = base;
  other_seats.formations[0].classes[0].seats[3].label = "1X";
  other_seats.build_index();
  EXPECT_NE(base.layout_hash(base.services[0]), other_seats.layout_hash(other_seats.services[0]));
  auto other_way = base;
  std::swap(other_way.services[0].calls[0].at, other_way.services[0].calls[1].at);
  EXPECT_NE(base.layout_hash(base.services[0]), other_way.layout_hash(other_way.services[0]));
}

TEST(layout_hash, is_the_same_in_every_release) {
  auto const t = one_run("Asia/Shanghai", at(8), at(9));
  EXPECT_EQ(t.layout_hash(t.services[0]), 2'337'939'141'687'742'016U);
}

}  // namespace
}  // namespace chepiao
