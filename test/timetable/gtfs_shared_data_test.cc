#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "timetable/import.h"

namespace chepiao {
namespace {

using counts = std::map<std::string, std::uint64_t>;

std::filesystem::path shared_data() {
  auto const* named = std::getenv("CHEPIAO_SHARED_DATA");
  return named != nullptr ? std::filesystem::path{named}
                          : std::filesystem::path{CHEPIAO_SOURCE_DIR} / "../shared/data";
}

#define NEEDS_FEED(name)                                                   \
  auto const feed = shared_data() / (name) / (std::string{name} + ".zip"); \
  if (!std::filesystem::exists(feed)) {                                    \
    GTEST_SKIP() << feed << " is not there";                               \
  }                                                                        \
  static_assert(true)

imported import_of(std::filesystem::path const& feed, timetable const* previous = nullptr) {
  auto options = import_options{};
  options.today = *parse_service_day("2026-11-22");
  return import_gtfs(feed, previous, options, {});
}

std::uint64_t rejected_rows(import_report const& report, std::string const& file) {
  return static_cast<std::uint64_t>(std::ranges::count_if(report.findings, [&](auto const& f) {
    return f.file == file && f.reason != "time_interpolated" && f.reason != "midnight_wrap" &&
           f.reason != "bad_time";
  }));
}

// What holds for every feed: nothing points nowhere, and every row is in the timetable or in the
// report.
void expect_whole(imported const& made) {
  for (auto const& [reason, rows] : made.report.reasons) {
    EXPECT_FALSE(reason.starts_with("orphan")) << reason << ' ' << rows;
  }
  EXPECT_EQ(made.report.stop_times + rejected_rows(made.report, "stop_times.txt"),
            made.report.rows_read.at("stop_times.txt"));
  EXPECT_EQ(made.report.services + rejected_rows(made.report, "trips.txt"),
            made.report.rows_read.at("trips.txt"));
  for (auto const& s : made.schedule.services) {
    ASSERT_GE(s.calls.size(), 2U);
    ASSERT_FALSE(s.numbers.empty());
    ASSERT_TRUE(s.distance_usable);
    for (auto i = std::size_t{1}; i < s.calls.size(); ++i) {
      ASSERT_LT(s.calls[i - 1].distance_m, s.calls[i].distance_m) << s.key;
    }
  }
}

service const& longest(timetable const& t) {
  return *std::ranges::max_element(t.services, {}, [](auto const& s) { return s.calls.size(); });
}

TEST(gtfs_shared_data, taiwan_high_speed_rail) {
  NEEDS_FEED("gtfs-thsr-2016");
  auto const made = import_of(feed);
  expect_whole(made);
  EXPECT_EQ(made.report.rows_read, (counts{{"agency.txt", 1},
                                           {"calendar.txt", 11},
                                           {"fare_attributes.txt", 165},
                                           {"fare_rules.txt", 165},
                                           {"feed_info.txt", 1},
                                           {"routes.txt", 1},
                                           {"stop_times.txt", 1'326},
                                           {"stops.txt", 11},
                                           {"trips.txt", 189}}));
  EXPECT_EQ(made.report.services, 189U);
  EXPECT_EQ(made.report.stop_times, 1'326U);
  EXPECT_EQ(made.report.rejected, 0U);
  EXPECT_EQ(made.schedule.money.text(), "TWD");
  auto const train = std::ranges::find_if(made.schedule.services, [](auto const& s) {
    return std::ranges::find(s.numbers, "581") != s.numbers.end();
  });
  ASSERT_NE(train, made.schedule.services.end());
  EXPECT_FALSE(train->number_assumed);
  EXPECT_TRUE(made.schedule.formation_of(*train).assumed);
}

TEST(gtfs_shared_data, caltrain) {
  NEEDS_FEED("gtfs-caltrain-2023");
  auto const made = import_of(feed);
  expect_whole(made);
  EXPECT_EQ(made.report.rows_read, (counts{{"agency.txt", 1},
                                           {"calendar.txt", 2},
                                           {"calendar_dates.txt", 17},
                                           {"fare_attributes.txt", 6},
                                           {"fare_rules.txt", 36},
                                           {"routes.txt", 9},
                                           {"shapes.txt", 12'369},
                                           {"stop_times.txt", 3'589},
                                           {"stops.txt", 109},
                                           {"trips.txt", 180}}));
  EXPECT_EQ(made.report.services, 180U);
  EXPECT_EQ(made.report.stops, 109U);
  EXPECT_EQ(longest(made.schedule).calls.size(), 29U);
  EXPECT_EQ(made.schedule.money.text(), "USD");
  // San Francisco to San Jose is about 75 km of track: the feed's unit was found to be the metre.
  auto const& calls = longest(made.schedule).calls;
  EXPECT_GT(calls.back().distance_m, 60'000);
  EXPECT_LT(calls.back().distance_m, 140'000);
}

TEST(gtfs_shared_data, via_rail_with_its_67_stops) {
  NEEDS_FEED("gtfs-via-2024");
  auto const made = import_of(feed);
  expect_whole(made);
  EXPECT_EQ(made.report.rows_read, (counts{{"agency.txt", 1},
                                           {"calendar.txt", 149},
                                           {"routes.txt", 13},
                                           {"stop_times.txt", 2'213},
                                           {"stops.txt", 372},
                                           {"timetable_notes.txt", 35},
                                           {"timetable_notes_references.txt", 682},
                                           {"trips.txt", 149}}));
  EXPECT_EQ(made.report.reasons, (counts{{"stop_without_calls", 1}}));
  auto const& canadian = longest(made.schedule);
  EXPECT_EQ(canadian.segments(), 66U);
  EXPECT_EQ(canadian.calls.front().departs_s, 18 * 3600);
  EXPECT_EQ(canadian.calls.back().arrives_s, 110 * 3600 + 29 * 60);
  EXPECT_GT(canadian.calls.back().distance_m, 3'000'000);
  EXPECT_EQ(made.schedule.operator_zone, "America/Toronto");
  auto zones = std::map<std::string, int>{};
  for (auto const& s : made.schedule.stations) {
    ++zones[s.zone];
  }
  EXPECT_EQ(zones.size(), 7U);
  EXPECT_EQ(made.schedule.money.text(), "CAD");
}

TEST(gtfs_shared_data, german_long_distance_rail) {
  NEEDS_FEED("gtfs-db-fernverkehr-2026");
  auto const made = import_of(feed);
  expect_whole(made);
  EXPECT_EQ(made.report.rows_read, (counts{{"agency.txt", 13},
                                           {"attributions.txt", 3},
                                           {"calendar.txt", 961},
                                           {"calendar_dates.txt", 1'649},
                                           {"feed_info.txt", 1},
                                           {"routes.txt", 92},
                                           {"stop_times.txt", 55'645},
                                           {"stops.txt", 1'277},
                                           {"trips.txt", 5'379}}));
  EXPECT_EQ(made.report.services, 5'379U);
  EXPECT_EQ(made.report.stop_times, 55'645U);
  // 3,967 lists when platforms count; trips that differ in the platform only are one run.
  EXPECT_LE(made.report.runs, 3'967U);
  EXPECT_GT(made.report.runs, 3'700U);
  EXPECT_EQ(made.schedule.stations.size(), 591U);
  EXPECT_EQ(longest(made.schedule).calls.size(), 40U);
  auto never_sold = 0;
  auto one_sided = 0;
  for (auto const& s : made.schedule.services) {
    EXPECT_TRUE(s.number_assumed);
    for (auto const& c : s.calls) {
      never_sold += !c.boards && !c.alights ? 1 : 0;
      one_sided += c.boards != c.alights ? 1 : 0;
    }
  }
  EXPECT_GT(never_sold, 0);
  EXPECT_GT(one_sided, 0);
}

TEST(gtfs_shared_data, a_second_import_keeps_every_id) {
  NEEDS_FEED("gtfs-db-fernverkehr-2026");
  auto const first = import_of(feed);
  auto const second = import_of(feed, &first.schedule);
  ASSERT_EQ(second.schedule.services.size(), first.schedule.services.size());
  for (auto i = std::size_t{0}; i < first.schedule.services.size(); ++i) {
    auto const& a = first.schedule.services[i];
    auto const& b = second.schedule.services[i];
    ASSERT_EQ(a.key, b.key);
    ASSERT_EQ(first.schedule.layout_hash(a), second.schedule.layout_hash(b));
  }
}

}  // namespace
}  // namespace chepiao
