#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/import.h"
#include "timetable/native_values.h"

namespace chepiao {
namespace {

using test::at;
using test::day;
using test::service_named;
using testing::Pair;
using testing::UnorderedElementsAre;

class native_import : public testing::Test {
 protected:
  native_import() {
    options.today = day("2026-11-22");
    write("network.toml", "name = \"Small line\"\ncurrency = \"CNY\"\nzone = \"Asia/Shanghai\"\n");
    write("stations.csv",
          "code,name,pinyin,initials,city\nAAA,东站,dongzhan,dz,东城\nBBB,西站,xizhan,xz,西城\nCCC,"
          "Köln Hbf,,,\n");
    write("services.csv",
          "key,numbers,kind,formation,days\nG1,G1,G,CR400AF,daily\n"
          "K101,K101/K104,K,,67 2026-11-01..2026-12-31 -2026-11-28 +2026-11-30\n");
    write("stops.csv",
          "key,sequence,station,arrive,depart,km\nG1,1,AAA,,08:00,0\nG1,2,BBB,09:10,,210\n"
          "K101,30,CCC,26:40:30,,410.5\nK101,10,AAA,,20:00,0\nK101,20,BBB,23:00,23:10,210\n");
  }
  void write(char const* name, std::string_view text) {
    test::write_file(folder.path() / name, text);
  }
  imported made() { return import_native(folder.path(), nullptr, options, {}); }
  std::string refused() {
    try {
      made();
    } catch (unusable_feed const& no) {
      return no.code();
    }
    return "";
  }

  test::temporary_folder folder;
  import_options options;
};

TEST_F(native_import, reads_a_whole_network) {
  auto const got = made();
  auto const& t = got.schedule;
  EXPECT_EQ(t.name, "Small line");
  EXPECT_EQ(got.report.services, 3U);
  EXPECT_EQ(got.report.runs, 2U);
  EXPECT_EQ(got.report.stop_times, 5U);
  EXPECT_EQ(got.report.rejected, 0U);
  auto const& k = service_named(t, "K104");
  EXPECT_EQ(k.numbers, (std::vector<std::string>{"K101", "K104"}));
  EXPECT_EQ(k.calls[2].arrives_s, at(26, 40) + 30);
  EXPECT_EQ(k.calls[2].distance_m, 410'500);
  EXPECT_EQ(t.find(k.calls[2].at)->pinyin, "koln hbf");
  EXPECT_EQ(t.find(k.calls[2].at)->initials, "kh");
  EXPECT_TRUE(t.formation_of(k).assumed);
  EXPECT_FALSE(t.formation_of(service_named(t, "G1")).assumed);
  EXPECT_FALSE(t.runs({k.id, day("2026-11-28")}));
  EXPECT_TRUE(t.runs({k.id, day("2026-11-29")}));
  EXPECT_TRUE(t.runs({k.id, day("2026-11-30")}));
  EXPECT_TRUE(got.report.fares_assumed);
}

TEST_F(native_import, takes_its_own_coaches_and_fares) {
  write("formations.toml", R"(
extends = "built-in"
[[formation]]
name = "CR400AF"
coaches = ["ZY"]
)");
  write("rates.csv", "kind,class,minor_per_1000_km,minimum\n");
  auto const got = made();
  auto const& f = got.schedule.formation_of(service_named(got.schedule, "G1"));
  EXPECT_EQ(f.classes[0].seats.size(), 60U);
  EXPECT_FALSE(got.report.fares_assumed);
}

TEST_F(native_import, leaves_out_whole_services_and_says_why) {
  write("services.csv",
        "key,numbers,kind,formation,days\nG1,G1,G,CR400AF,daily\nG2,G2,G,,never\nG3,,G,,daily\n"
        "G1,G9,G,,daily\nG4,G4,G,,daily\nG5,G5,G,,daily\nG6,G6,G,nothing,daily\n");
  write("stops.csv",
        "key,sequence,station,arrive,depart,km\nG1,1,AAA,,08:00,0\nG1,2,BBB,09:10,,210\n"
        "G4,1,AAA,,08:00,0\nG4,2,ZZZ,09:10,,210\nG5,1,AAA,,08:00,0\nG5,1,BBB,09:00,,9\n"
        "G6,1,AAA,,08:00,0\nG6,2,BBB,09:00,,9\nG7,1,AAA,,08:00,0\n");
  auto const report = made().report;
  EXPECT_EQ(report.runs, 1U);
  EXPECT_THAT(report.reasons,
              UnorderedElementsAre(Pair("bad_days", 1), Pair("field_missing", 1),
                                   Pair("duplicate_key", 1), Pair("unknown_station", 1),
                                   Pair("incomplete_service", 2), Pair("duplicate_sequence", 3),
                                   Pair("unknown_formation", 3), Pair("orphan_stop", 1)));
  EXPECT_EQ(report.rows_read.at("services.csv") + report.rows_read.at("stops.csv"),
            report.runs + report.stop_times + report.rejected);
}

TEST_F(native_import, closes_doors) {
  write("stops.csv",
        "key,sequence,station,arrive,depart,km,boards,alights\nG1,1,AAA,,08:00,0,1,0\nG1,2,BBB,09:"
        "10,,210,0,1\n"
        "K101,1,AAA,,08:00,0,2,\nK101,2,BBB,09:10,,210,,\n");
  auto const got = made();
  auto const& s = service_named(got.schedule, "G1");
  EXPECT_TRUE(s.calls[0].boards);
  EXPECT_FALSE(s.calls[0].alights);
  EXPECT_FALSE(s.calls[1].boards);
  EXPECT_EQ(got.report.reasons.at("bad_door"), 1U);
}

TEST_F(native_import, refuses_what_is_no_network) {
  write("network.toml", "name = \"x\"\ncurrency = \"yuan\"\nzone = \"Asia/Shanghai\"\n");
  EXPECT_EQ(refused(), "bad_network");
  write("network.toml", "name = \"x\"\ncurrency = \"CNY\"\nzone = \"Asia/Nowhere\"\n");
  EXPECT_EQ(refused(), "unknown_zone");
  write("network.toml", "name =");
  EXPECT_EQ(refused(), "bad_network");
  std::filesystem::remove(folder.path() / "network.toml");
  EXPECT_EQ(refused(), "not_found");
}

TEST(day_times, are_read_exactly) {
  EXPECT_EQ(parse_day_time("18:07"), at(18, 7));
  EXPECT_EQ(parse_day_time("9:05:30"), at(9, 5) + 30);
  EXPECT_EQ(parse_day_time("110:29"), at(110, 29));
  for (auto const* const bad :
       {"", "18", "18:7", "18:60", "-1:00", "18:07:60", "400:00", "18:07:", "aa:bb"}) {
    EXPECT_FALSE(parse_day_time(bad)) << bad;
  }
}

TEST(kilometres, are_read_to_the_metre) {
  EXPECT_EQ(parse_kilometres("0"), 0);
  EXPECT_EQ(parse_kilometres("1318"), 1'318'000);
  EXPECT_EQ(parse_kilometres("6.25"), 6'250);
  for (auto const* const bad : {"", "-1", ".5", "6.", "6.1234", "123456", "1e3"}) {
    EXPECT_FALSE(parse_kilometres(bad)) << bad;
  }
}

TEST(days, are_read_in_any_order) {
  auto const c = parse_days("-2026-05-01 2026-01-01..2026-06-30 12345");
  ASSERT_TRUE(c);
  EXPECT_EQ(c->weekdays, 0b0011111);
  EXPECT_TRUE(c->runs_on(day("2026-04-30")));
  EXPECT_FALSE(c->runs_on(day("2026-05-01")));
  EXPECT_FALSE(c->runs_on(day("2026-07-01")));
  EXPECT_TRUE(parse_days("+2026-10-01")->runs_on(day("2026-10-01")));
  for (auto const* const bad : {"", "weekly", "8", "2026-06-30..2026-01-01 daily", "+2026-02-30",
                                "2026-01-01..2026-06-30"}) {
    EXPECT_FALSE(parse_days(bad)) << bad;
  }
}

// The demo network is written in this format.
TEST(demo_network, is_imported_without_a_finding) {
  auto const demo = std::filesystem::path{CHEPIAO_SOURCE_DIR} / "demo";
  if (!std::filesystem::exists(demo / "network.toml")) {
    GTEST_SKIP() << "no demo network here";
  }
  auto options = import_options{};
  options.today = day("2026-11-22");
  auto const got = import_native(demo, nullptr, options, {});
  EXPECT_GE(got.report.runs, 300U);
  EXPECT_GE(got.report.stops, 40U);
  EXPECT_TRUE(got.report.findings.empty())
      << got.report.findings[0].reason << got.report.findings[0].detail;
  EXPECT_FALSE(got.report.formations_assumed);
}

}  // namespace
}  // namespace chepiao
