#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/import.h"
#include "timetable/search.h"

namespace chepiao {
namespace {

using test::at;
using test::day;
using test::service_named;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr auto kHeader = "\xEF\xBB\xBFtid,sno,sname,arrv_time,depart_time,day,mileage\n";

class cn_import : public testing::Test {
 protected:
  cn_import() {
    options.today = day("2026-11-22");
    options.stations = folder.path() / "list";
    test::write_file(folder.path() / "list",
                     "var station_names ='@jia|甲站|JIA|jiazhan|jz|0|0100|甲城||"
                     "@yiz|乙站|YIA|yizhan|yz|1|0200|乙城||@bng|丙站|BNG|bingzhan|bz|2|0300|丙城||@"
                     "bad|record';");
  }
  void import(std::string const& rows, timetable const* previous = nullptr) {
    test::write_file(folder.path() / "info.csv", kHeader + rows);
    made = import_cn(folder.path(), previous, options, {});
  }

  test::temporary_folder folder;
  import_options options;
  imported made;
};

TEST_F(cn_import, reads_times_days_and_kilometres) {
  import("K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,23:58,00:04,1,310\nK1,3,丙站,9:30,-99:00,2,800\n");
  auto const& s = service_named(made.schedule, "K1");
  EXPECT_EQ(s.kind, "K");
  EXPECT_EQ(s.calls[0].arrives_s, kNoTime);
  EXPECT_EQ(s.calls[0].departs_s, at(20));
  EXPECT_EQ(s.calls[1].arrives_s, at(23, 58));
  EXPECT_EQ(s.calls[1].departs_s, at(24, 4));
  EXPECT_EQ(s.calls[2].arrives_s, at(33, 30));
  EXPECT_EQ(s.calls[2].distance_m, 800'000);
  EXPECT_TRUE(s.distance_usable);
  EXPECT_EQ(made.report.repaired, 0U);
}

TEST_F(cn_import, cuts_a_run_that_is_listed_twice) {
  import(
      "C7,1,甲站,-99:00,08:00,1,0\nC7,2,乙站,09:00,-99:00,1,70\n"
      "C7,1,甲站,-99:00,08:00,1,0\nC7,2,乙站,09:00,-99:00,1,70\n");
  EXPECT_EQ(made.report.services, 1U);
  EXPECT_EQ(made.report.stop_times, 2U);
  EXPECT_EQ(made.report.reasons.at("doubled_run"), 2U);
  EXPECT_EQ(made.report.findings.back().line, 5U);
  EXPECT_EQ(made.report.rows_read.at("info.csv"), 4U);
}

TEST_F(cn_import, takes_day_0_as_day_1) {
  import("G6,1,甲站,-99:00,14:38,0,0\nG6,2,乙站,15:08,-99:00,0,121\n");
  EXPECT_EQ(service_named(made.schedule, "G6").calls[0].departs_s, at(14, 38));
  EXPECT_EQ(made.report.reasons.at("day_zero"), 2U);
}

TEST_F(cn_import, marks_kilometres_that_fall_or_are_unknown) {
  import(
      "K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,21:00,21:00,1,310\nK1,3,丙站,22:00,-99:00,1,300\n"
      "K2,1,甲站,-99:00,20:30,1,0\nK2,2,乙站,21:00,-99:00,1,-1\n"
      "K3,1,甲站,-99:00,20:40,1,0\nK3,2,乙站,21:00,21:01,1,9\nK3,3,丙站,22:00,-99:00,1,9\n");
  EXPECT_FALSE(service_named(made.schedule, "K1").distance_usable);
  EXPECT_FALSE(service_named(made.schedule, "K2").distance_usable);
  EXPECT_EQ(service_named(made.schedule, "K2").calls[1].distance_m, kNoDistance);
  EXPECT_TRUE(service_named(made.schedule, "K3").distance_usable);
  EXPECT_EQ(made.report.reasons.at("distance_unusable"), 2U);
}

TEST_F(cn_import, accepts_loops) {
  import("D1,1,甲站,-99:00,08:00,1,0\nD1,2,乙站,09:00,09:05,1,70\nD1,3,甲站,10:00,-99:00,1,140\n");
  auto const& s = service_named(made.schedule, "D1");
  EXPECT_EQ(s.calls.front().at, s.calls.back().at);
}

TEST_F(cn_import, makes_codes_for_unknown_names_always_the_same) {
  import("K1,1,甲站,-99:00,20:00,1,0\nK1,2,无名站,23:00,-99:00,1,310\n");
  auto const first = made.schedule.find(service_named(made.schedule, "K1").calls[1].at);
  EXPECT_TRUE(first->code_assumed);
  EXPECT_EQ(first->name, "无名站");
  EXPECT_EQ(made.report.reasons.at("station_without_code"), 1U);
  auto const code = first->code;
  auto const before = made.schedule;
  import("K5,1,无名站,-99:00,20:00,1,0\nK5,2,甲站,23:00,-99:00,1,310\n", &before);
  EXPECT_EQ(made.schedule.station_by_code(code), before.station_by_code(code));
  EXPECT_FALSE(made.schedule.find(*made.schedule.station_by_code("JIA"))->code_assumed);
}

TEST_F(cn_import, knows_cities_and_pinyin_from_the_list) {
  import("K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,23:00,-99:00,1,310\n");
  EXPECT_EQ(resolve_place(made.schedule, "甲城").size(), 1U);
  EXPECT_EQ(find_stations(made.schedule, "yizhan").size(), 1U);
  EXPECT_EQ(made.report.reasons.at("bad_station_record"), 1U);
}

TEST_F(cn_import, falls_back_to_the_codes_beside_the_table) {
  options.stations.reset();
  test::write_file(folder.path() / "sname.txt", "甲站\tJJJ\r\n乙站\tYYY\n");
  test::write_file(folder.path() / "sname_city.csv", "\xEF\xBB\xBFsname,cname\n甲站,甲市\n");
  import("K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,23:00,-99:00,1,310\n");
  auto const id = made.schedule.station_by_code("JJJ");
  ASSERT_TRUE(id);
  EXPECT_EQ(made.schedule.find(*id)->city, "甲市");
}

TEST_F(cn_import, accounts_for_every_row_it_cannot_use) {
  import(
      "K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,23:00,-99:00,1,310\n"
      "K2,1,甲站,-99:00,20:00,1,0\n"                                // one call
      "K3,1,甲站,-99:00,20:00,1,0\nK3,2,乙站,19:00,-99:00,1,310\n"  // backwards
      "K4,1,甲站,-99:00,25:00,1,0\nK4,x,乙站,19:00,-99:00,1,310\n"  // no time, no stop
      "K5,1,甲站,-99:00,20:00,99,0\nK5,2\n"                         // no day, too short
      "K6,1,甲站,-99:00,07:00,1,0\nK6,2,乙站,-99:00,-99:00,1,5\nK6,3,丙站,08:00,-99:00,1,9\n");
  auto const& report = made.report;
  EXPECT_EQ(report.services, 2U);
  EXPECT_EQ(report.stop_times + report.rejected - report.reasons.at("bad_station_record"),
            report.rows_read.at("info.csv"));
  EXPECT_THAT(
      report.reasons,
      UnorderedElementsAre(Pair("too_few_calls", 1), Pair("time_goes_back", 2), Pair("bad_time", 1),
                           Pair("field_missing", 1), Pair("bad_day", 1), Pair("malformed_row", 1),
                           Pair("time_missing", 1), Pair("bad_station_record", 1)));
}

TEST_F(cn_import, runs_every_day_from_a_week_back) {
  import("K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,23:00,23:10,4,310\nK1,3,丙站,23:30,-99:00,4,400\n");
  auto const& t = made.schedule;
  EXPECT_TRUE(t.runs({service_id{0}, options.today}));
  EXPECT_TRUE(t.runs({service_id{0}, options.today + 3'650}));
  EXPECT_EQ(
      direct_journeys(t, resolve_place(t, "YIA"), resolve_place(t, "BNG"), options.today).size(),
      1U);
  EXPECT_EQ(made.report.departures, 15U);
  EXPECT_TRUE(made.report.formations_assumed);
  EXPECT_TRUE(made.report.fares_assumed);
}

TEST_F(cn_import, refuses_a_folder_without_the_table) {
  try {
    import_cn(folder.path(), nullptr, options, {});
    FAIL();
  } catch (unusable_feed const& refused) {
    EXPECT_EQ(refused.code(), "not_found");
  }
  test::write_file(folder.path() / "info.csv", "tid,sno\nK1,1\n");
  EXPECT_THROW(import_cn(folder.path(), nullptr, options, {}), unusable_feed);
  test::write_file(folder.path() / "info.csv", kHeader);
  EXPECT_THROW(import_cn(folder.path(), nullptr, options, {}), unusable_feed);
}

TEST_F(cn_import, tells_how_far_it_is) {
  auto told = std::vector<int>{};
  test::write_file(
      folder.path() / "info.csv",
      std::string{kHeader} + "K1,1,甲站,-99:00,20:00,1,0\nK1,2,乙站,23:00,-99:00,1,310\n");
  import_cn(folder.path(), nullptr, options,
            [&](int percent, std::string const&) { told.push_back(percent); });
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_EQ(told.back(), 100);
}

}  // namespace
}  // namespace chepiao
