#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/timetable/inline_feed.h"
#include "timetable/import.h"

namespace chepiao {
namespace {

using counts = std::map<std::string, std::uint64_t>;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

// Three stations on a line, one train a day. Tests replace what they are about.
constexpr auto kFeed = R"(# agency.txt
agency_id,agency_name,agency_url,agency_timezone
NR,North Railway,https://north.example,Europe/Berlin
# routes.txt
route_id,agency_id,route_short_name,route_long_name,route_type
R1,NR,IC,,2
B1,NR,,Night coach,3
# stops.txt
stop_id,stop_name,stop_lat,stop_lon
A,Ahausen,52.0,10.0
B,Bedorf,52.5,10.0
C,Celle,53.0,10.0
# calendar.txt
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20260101,20591231
# trips.txt
route_id,service_id,trip_id,trip_short_name
R1,daily,t1,100
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,08:00:00,08:00:00,A,1
t1,09:00:00,09:05:00,B,2
t1,10:00:00,10:00:00,C,3
)";

constexpr auto kDaily =
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "daily,1,1,1,1,1,1,1,20260101,20591231\n";

class gtfs_import : public testing::Test {
 protected:
  void put(std::string const& name, std::string_view content) { feed_.put(name, content); }

  imported import(timetable const* previous = nullptr) {
    auto options = import_options{};
    options.today = *parse_service_day("2026-11-22");
    return import_gtfs(feed_.path(), previous, options, {});
  }

  std::string refusal() {
    try {
      import();
    } catch (unusable_feed const& refused) {
      return refused.code();
    }
    return "";
  }

  // "file:line reason" of everything that was found.
  static std::vector<std::string> found(import_report const& report) {
    auto out = std::vector<std::string>{};
    for (auto const& f : report.findings) {
      out.push_back(fmt::format("{}:{} {}", f.file, f.line, f.reason));
    }
    return out;
  }

  static service const& by_number(timetable const& t, std::string const& number) {
    return *std::ranges::find_if(t.services, [&](auto const& s) {
      return std::ranges::find(s.numbers, number) != s.numbers.end();
    });
  }

  // "arrival departure" in minutes after midnight, - for none.
  static std::vector<std::string> times(service const& s) {
    auto out = std::vector<std::string>{};
    auto const text = [](std::int32_t t) {
      return t == kNoTime ? std::string{"-"} : fmt::format("{}", t / 60);
    };
    for (auto const& c : s.calls) {
      out.push_back(text(c.arrives_s) + ' ' + text(c.departs_s));
    }
    return out;
  }

  test::inline_feed feed_{kFeed};
};

TEST_F(gtfs_import, a_clean_feed_is_taken_whole) {
  auto const made = import();
  EXPECT_THAT(found(made.report), IsEmpty());
  EXPECT_EQ(made.report.rows_read, (counts{{"agency.txt", 1},
                                           {"calendar.txt", 1},
                                           {"routes.txt", 2},
                                           {"stop_times.txt", 3},
                                           {"stops.txt", 3},
                                           {"trips.txt", 1}}));
  EXPECT_EQ(made.report.services, 1U);
  EXPECT_EQ(made.report.stop_times, 3U);
  EXPECT_EQ(made.report.departures, 15U);
  EXPECT_TRUE(made.report.fares_assumed);
  EXPECT_TRUE(made.report.formations_assumed);
  auto const& t = made.schedule;
  EXPECT_EQ(t.name, "North Railway");
  EXPECT_EQ(t.money.text(), "EUR");
  EXPECT_EQ(t.operator_zone, "Europe/Berlin");
  ASSERT_EQ(t.services.size(), 1U);
  auto const& s = t.services[0];
  EXPECT_EQ(s.key, "gtfs:NR:t1");
  EXPECT_THAT(s.numbers, ElementsAre("100"));
  EXPECT_EQ(s.kind, "IC");
  EXPECT_THAT(times(s), ElementsAre("- 480", "540 545", "600 -"));
  EXPECT_EQ(t.find(s.calls[1].at)->name, "Bedorf");
}

TEST_F(gtfs_import, an_open_end_in_2059_stays_a_rule) {
  auto const made = import();
  auto const& days = made.schedule.calendars[made.schedule.services[0].days];
  EXPECT_EQ(days.until, *parse_service_day("2059-12-31"));
  EXPECT_THAT(days.added, IsEmpty());
}

TEST_F(gtfs_import, byte_order_marks_crlf_quotes_padding_and_odd_columns_are_survived) {
  put("stops.txt",
      "\xEF\xBB\xBF\"stop_lon\";\"note\";\"stop_name\";\"stop_id\";\"stop_lat\"   \r\n"
      "10,0;x;\"Ahausen; Süd\";A;52,0      \r\n"
      "\r\n"
      "  10,0 ; ; Bedorf ; B ; 52,5 \r\n"
      "10,0;;Celle;C;53,0");
  auto const made = import();
  EXPECT_THAT(found(made.report), IsEmpty());
  EXPECT_EQ(made.report.rows_read.at("stops.txt"), 3U);
  auto const& calls = made.schedule.services[0].calls;
  EXPECT_EQ(made.schedule.find(calls[0].at)->name, "Ahausen; Süd");
  EXPECT_EQ(made.schedule.find(calls[1].at)->name, "Bedorf");
  EXPECT_NEAR(calls[2].distance_m, 111'195, 50);
}

TEST_F(gtfs_import, one_digit_hours_unsorted_rows_gaps_and_hour_110_are_survived) {
  put("stop_times.txt",
      "stop_sequence,trip_id,arrival_time,departure_time,stop_id\n"
      "70,t1,110:29:00,110:29:00,C\n"
      "0,t1,9:55:00,9:55:00,A\n"
      "8,t1,34:00:00,34:10:00,B\n");
  auto const made = import();
  EXPECT_THAT(found(made.report), IsEmpty());
  EXPECT_THAT(times(made.schedule.services[0]), ElementsAre("- 595", "2040 2050", "6629 -"));
}

TEST_F(gtfs_import, missing_times_in_mid_run_are_interpolated_and_one_time_stands_for_both) {
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,,08:00:00,A,1\n"
      "t1,-99:00,,B,2\n"
      "t1,,,B,3\n"
      "t1,09:00:00,,B,4\n"
      "t1,10:00:00,,C,5\n");
  auto const made = import();
  EXPECT_THAT(times(made.schedule.services[0]),
              ElementsAre("- 480", "500 500", "520 520", "540 540", "600 -"));
  EXPECT_THAT(found(made.report), ElementsAre("stop_times.txt:3 time_interpolated",
                                              "stop_times.txt:4 time_interpolated"));
  EXPECT_EQ(made.report.repaired, 2U);
  EXPECT_EQ(made.report.rejected, 0U);
}

TEST_F(gtfs_import, interpolation_follows_the_distance_where_it_is_known) {
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"
      "t1,08:00:00,08:00:00,A,1,0\n"
      "t1,,,B,2,90\n"
      "t1,09:40:00,09:40:00,C,3,100\n");
  EXPECT_THAT(times(import().schedule.services[0]), ElementsAre("- 480", "570 570", "580 -"));
}

TEST_F(gtfs_import, calls_without_any_time_at_an_end_are_left_out) {
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\n"
      "t1,09:00:00,09:05:00,B,2\n"
      "t1,25:99:00,,C,3\n");
  auto const made = import();
  EXPECT_THAT(times(made.schedule.services[0]), ElementsAre("- 480", "540 -"));
  EXPECT_THAT(found(made.report),
              ElementsAre("stop_times.txt:4 bad_time", "stop_times.txt:4 time_missing_at_end"));
}

TEST_F(gtfs_import, a_clock_that_starts_again_at_midnight_goes_on) {
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,23:00:00,23:00:00,A,1\n"
      "t1,23:59:00,00:05:00,B,2\n"
      "t1,01:00:00,01:00:00,C,3\n");
  auto const made = import();
  EXPECT_THAT(times(made.schedule.services[0]), ElementsAre("- 1380", "1439 1445", "1500 -"));
  EXPECT_THAT(found(made.report), ElementsAre("stop_times.txt:3 midnight_wrap"));
}

TEST_F(gtfs_import, a_trip_whose_times_go_back_is_dropped_with_its_calls) {
  put("trips.txt",
      "route_id,service_id,trip_id,trip_short_name\nR1,daily,t1,100\nR1,daily,t2,200\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\n"
      "t1,09:00:00,09:00:00,B,2\n"
      "t2,08:00:00,08:00:00,A,1\n"
      "t2,07:00:00,07:00:00,C,2\n");
  auto const made = import();
  EXPECT_EQ(made.report.services, 1U);
  EXPECT_EQ(made.report.stop_times, 2U);
  EXPECT_THAT(found(made.report),
              ElementsAre("trips.txt:3 time_goes_back", "stop_times.txt:4 call_of_dropped_trip",
                          "stop_times.txt:5 call_of_dropped_trip"));
}

TEST_F(gtfs_import, orphans_are_named_by_file_line_and_reason) {
  put("trips.txt",
      "route_id,service_id,trip_id,trip_short_name\n"
      "R1,daily,t1,100\n"
      "R9,daily,t2,200\n"
      "R1,never,t3,300\n"
      "R1,daily,t4,400\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\n"
      "t1,08:30:00,08:30:00,X,2\n"
      "t1,09:00:00,09:00:00,C,3\n"
      "t9,09:00:00,09:00:00,C,1\n"
      "t4,08:00:00,08:00:00,B,1\n"
      "t4,09:00:00,09:00:00,X,2\n");
  auto const made = import();
  EXPECT_THAT(found(made.report),
              ElementsAre("trips.txt:3 orphan_route", "trips.txt:4 orphan_service",
                          "stop_times.txt:3 orphan_stop", "stop_times.txt:5 orphan_trip",
                          "stop_times.txt:7 orphan_stop", "trips.txt:5 too_few_calls",
                          "stop_times.txt:6 call_of_dropped_trip"));
  EXPECT_EQ(made.report.rejected, 7U);
  EXPECT_EQ(made.report.services, 1U);
  EXPECT_EQ(made.report.stop_times, 2U);
}

TEST_F(gtfs_import, malformed_rows_bad_ids_and_doubles_are_left_out) {
  put("stops.txt",
      "stop_id,stop_name\nA,Ahausen\nB\n,nameless\nB,Bedorf\nA,Again\nC,Celle\nD,Unused\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\n"
      "t1,08:00:00,08:00:00,A,1\n"
      "t1,09:00:00,09:00:00,B,two\n"
      "t1,10:00:00,10:00:00,C,3\n");
  auto const made = import();
  EXPECT_THAT(
      found(made.report),
      ElementsAre("stops.txt:3 malformed_row", "stops.txt:4 bad_id", "stops.txt:6 duplicate_stop",
                  "stop_times.txt:4 bad_stop_sequence", "stop_times.txt:3 duplicate_call",
                  "stops.txt:5 stop_without_calls", "stops.txt:8 stop_without_calls"));
  EXPECT_EQ(made.report.rows_read.at("stops.txt"), 7U);
}

TEST_F(gtfs_import, platforms_are_sold_as_their_station) {
  put("stops.txt",
      "stop_id,stop_name,stop_lat,stop_lon,parent_station,location_type,stop_timezone\n"
      "A1,Ahausen 1,52.0,10.0,A,0,\n"
      "A,Ahausen,52.0,10.0,,1,Europe/Paris\n"
      "B,Bedorf,52.5,10.0,Z,0,Moon/Base\n"
      "C,Celle,53.0,10.0,,1,\n"
      "C2,,,,C,0,\n"
      "C2a,,,,C2,4,\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A1,1\n"
      "t1,09:00:00,09:00:00,B,2\n"
      "t1,10:00:00,10:00:00,C2a,3\n");
  auto const made = import();
  auto const& t = made.schedule;
  ASSERT_EQ(t.stations.size(), 3U);
  EXPECT_EQ(t.stations[0].code, "A");
  EXPECT_EQ(t.stations[0].zone, "Europe/Paris");
  EXPECT_EQ(t.stations[1].zone, "");
  EXPECT_EQ(t.find(t.services[0].calls[2].at)->name, "Celle");
  EXPECT_EQ(made.report.stops, 6U);
  EXPECT_TRUE(t.services[0].distance_usable);
  EXPECT_THAT(made.report.reasons,
              ElementsAre(Pair("orphan_parent", 1), Pair("stop_without_calls", 1),
                          Pair("unknown_zone", 1)));
}

TEST_F(gtfs_import, parents_in_a_circle_are_cut) {
  put("stops.txt", "stop_id,stop_name,parent_station\nA,Ahausen,B\nB,Bedorf,A\nC,Celle,C\n");
  auto const made = import();
  EXPECT_EQ(made.schedule.stations.size(), 3U);
  EXPECT_FALSE(made.schedule.services[0].distance_usable);
  EXPECT_EQ(made.schedule.services[0].calls[2].distance_m, kNoDistance);
}

TEST_F(gtfs_import, loops_and_two_calls_at_one_station_are_allowed) {
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\n"
      "t1,09:00:00,09:05:00,B,2\n"
      "t1,09:10:00,09:15:00,B,3\n"
      "t1,10:00:00,10:00:00,A,4\n");
  auto const made = import();
  auto const& calls = made.schedule.services[0].calls;
  ASSERT_EQ(calls.size(), 4U);
  EXPECT_EQ(calls[0].at, calls[3].at);
  EXPECT_LT(calls[1].distance_m, calls[2].distance_m);
}

TEST_F(gtfs_import, closed_directions_are_kept_on_the_way_and_never_sold) {
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
      "t1,08:00:00,08:00:00,A,1,,1\n"
      "t1,09:00:00,09:05:00,B,2,1,1\n"
      "t1,10:00:00,10:00:00,C,3,1,3\n");
  auto const made = import();
  auto const& calls = made.schedule.services[0].calls;
  EXPECT_TRUE(calls[0].boards);
  EXPECT_FALSE(calls[0].alights);
  EXPECT_FALSE(calls[1].boards || calls[1].alights);
  EXPECT_FALSE(calls[2].boards);
  EXPECT_TRUE(calls[2].alights);
}

TEST_F(gtfs_import, the_unit_of_distances_is_found_and_falling_ones_are_replaced) {
  auto const with = [&](std::string_view b, std::string_view c) {
    put("stop_times.txt",
        fmt::format(
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"
            "t1,08:00:00,08:00:00,A,1,0\n"
            "t1,09:00:00,09:05:00,B,2,{}\n"
            "t1,10:00:00,10:00:00,C,3,{}\n",
            b, c));
    return import();
  };
  EXPECT_EQ(with("60", "121.5").schedule.services[0].calls[2].distance_m, 121'500);
  EXPECT_EQ(with("60000", "121500").schedule.services[0].calls[2].distance_m, 121'500);
  EXPECT_EQ(with("37.3", "75.5").schedule.services[0].calls[2].distance_m, 121'505);
  auto const falling = with("60", "59");
  EXPECT_NEAR(falling.schedule.services[0].calls[2].distance_m, 111'195, 50);
  EXPECT_THAT(found(falling.report), ElementsAre("trips.txt:2 distance_not_rising"));
}

TEST_F(gtfs_import, services_may_run_by_dates_only) {
  std::filesystem::remove(feed_.path() / "calendar.txt");
  put("calendar_dates.txt",
      "service_id,date,exception_type\n"
      "daily,20261124,1\n"
      "daily,20261122,1\n"
      "daily,20261123,2\n"
      "ghost,20261123,2\n"
      "daily,20261332,1\n"
      "daily,20261125,3\n");
  auto const made = import();
  EXPECT_EQ(made.report.departures, 2U);
  EXPECT_THAT(found(made.report), ElementsAre("calendar_dates.txt:6 bad_date",
                                              "calendar_dates.txt:7 bad_exception_type",
                                              "calendar_dates.txt:4 removal_without_effect",
                                              "calendar_dates.txt:5 removal_without_effect"));
}

TEST_F(gtfs_import, exceptions_change_the_weekly_pattern) {
  put("calendar_dates.txt", "service_id,date,exception_type\ndaily,20261123,2\n");
  auto const made = import();
  EXPECT_EQ(made.report.departures, 14U);
  EXPECT_THAT(found(made.report), IsEmpty());
}

TEST_F(gtfs_import, trips_that_differ_by_date_only_become_one_run) {
  put("calendar.txt",
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
      "week,1,1,1,1,1,0,0,20260101,20261231\n"
      "end,0,0,0,0,0,1,1,20260101,20261231\n");
  put("trips.txt",
      "route_id,service_id,trip_id,trip_short_name\nR1,week,t2,100\nR1,end,t1,100\nR1,end,t3,7\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:00:00,B,2\n"
      "t2,08:00:00,08:00:00,A,1\nt2,09:00:00,09:00:00,B,2\n"
      "t3,08:00:00,08:00:00,A,1\nt3,09:00:00,09:00:00,B,2\n");
  auto const made = import();
  EXPECT_EQ(made.report.services, 3U);
  EXPECT_EQ(made.report.runs, 2U);
  auto const& merged = by_number(made.schedule, "100");
  EXPECT_EQ(merged.key, "gtfs:NR:t1");
  EXPECT_EQ(made.schedule.calendars[merged.days].weekdays, 0x7F);
}

TEST_F(gtfs_import, a_feed_without_numbers_gets_line_and_trip_and_says_so) {
  put("trips.txt", "route_id,service_id,trip_id\nR1,daily,t1\n");
  auto const made = import();
  EXPECT_THAT(made.schedule.services[0].numbers, ElementsAre("IC t1"));
  EXPECT_TRUE(made.schedule.services[0].number_assumed);
}

TEST_F(gtfs_import, a_trip_id_that_is_a_train_number_is_one) {
  put("trips.txt", "route_id,service_id,trip_id\nR1,daily,H225\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "H225,08:00:00,08:00:00,A,1\nH225,09:00:00,09:00:00,B,2\n");
  auto const made = import();
  EXPECT_THAT(made.schedule.services[0].numbers, ElementsAre("H225"));
  EXPECT_FALSE(made.schedule.services[0].number_assumed);
}

TEST_F(gtfs_import, coaches_on_the_road_get_another_formation_than_trains) {
  put("trips.txt",
      "route_id,service_id,trip_id,trip_short_name\nR1,daily,t1,100\nB1,daily,t2,200\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:00:00,B,2\n"
      "t2,08:00:00,08:00:00,A,1\nt2,09:00:00,09:00:00,B,2\n");
  auto const made = import();
  auto const& bus = by_number(made.schedule, "200");
  EXPECT_EQ(bus.kind, "Night coach");
  EXPECT_NE(bus.formation, by_number(made.schedule, "100").formation);
  EXPECT_EQ(made.schedule.formation_of(bus).coaches.size(), 1U);
}

TEST_F(gtfs_import, frequencies_become_departures) {
  put("frequencies.txt",
      "trip_id,start_time,end_time,headway_secs\n"
      "t1,06:00:00,07:00:00,1800\n"
      "t1,07:00:00,07:10:00,1\n"
      "t9,06:00:00,07:00:00,1800\n");
  auto const made = import();
  EXPECT_EQ(made.report.services, 2U);
  auto const& second = by_number(made.schedule, "100 06:30");
  EXPECT_TRUE(second.number_assumed);
  EXPECT_THAT(times(second), ElementsAre("- 390", "450 455", "510 -"));
  EXPECT_THAT(found(made.report),
              ElementsAre("frequencies.txt:3 bad_frequency", "frequencies.txt:4 orphan_trip"));
}

TEST_F(gtfs_import, pseudo_trips_are_skipped) {
  put("trips.txt",
      "route_id,service_id,trip_id,trip_short_name\nR1,daily,t1,100\nR1,daily,DUMMY_LINE_7,\n");
  EXPECT_THAT(found(import().report), ElementsAre("trips.txt:3 pseudo_trip"));
}

TEST_F(gtfs_import, tables_that_nobody_needs_are_counted_and_cannot_hurt) {
  put("shapes.txt", "shape_id,shape_pt_lat\ns,1\ns,2\n");
  put("junk.txt", std::string(100'000, 'x'));
  auto const made = import();
  EXPECT_EQ(made.report.rows_read.at("shapes.txt"), 2U);
  EXPECT_THAT(found(made.report), ElementsAre("junk.txt:0 csv_row_too_long"));
}

TEST_F(gtfs_import, names_that_are_not_utf8_are_repaired) {
  put("stops.txt", "stop_id,stop_name\nA,Z\xFCrich\nB,Bedorf\nC,Celle\n");
  auto const made = import();
  EXPECT_EQ(made.schedule.stations[0].name, "Z\uFFFDrich");
  EXPECT_THAT(found(made.report), ElementsAre("stops.txt:2 not_utf8"));
}

TEST_F(gtfs_import, the_first_fare_tells_the_currency) {
  put("fare_attributes.txt", "fare_id,price,currency_type\nf,1.00,CHF\n");
  EXPECT_EQ(import().schedule.money.text(), "CHF");
}

TEST_F(gtfs_import, ids_survive_a_second_import_in_another_order) {
  auto const first = import();
  put("stops.txt",
      "stop_id,stop_name,stop_lat,stop_lon\nC,Celle,53.0,10.0\nA,Ahausen,52.0,10.0\n"
      "B,Bedorf,52.5,10.0\n");
  put("trips.txt",
      "route_id,service_id,trip_id,trip_short_name\nR1,daily,t0,99\nR1,daily,t1,100\n");
  put("stop_times.txt",
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
      "t0,18:00:00,18:00:00,C,1\nt0,19:00:00,19:00:00,A,2\n"
      "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:05:00,B,2\nt1,10:00:00,10:00:00,C,3\n");
  auto const second = import(&first.schedule);
  auto const& before = by_number(first.schedule, "100");
  auto const& after = by_number(second.schedule, "100");
  EXPECT_EQ(before.id, after.id);
  EXPECT_EQ(first.schedule.layout_hash(before), second.schedule.layout_hash(after));
  EXPECT_NE(by_number(second.schedule, "99").id, after.id);
}

TEST_F(gtfs_import, progress_rises_to_100) {
  auto told = std::vector<int>{};
  import_gtfs(feed_.path(), nullptr, {},
              [&](int percent, std::string const&) { told.push_back(percent); });
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_EQ(told.back(), 100);
}

TEST_F(gtfs_import, what_cannot_be_used_at_all_is_refused) {
  std::filesystem::remove(feed_.path() / "stop_times.txt");
  EXPECT_EQ(refusal(), "missing_file");
  put("stop_times.txt", "trip_id,stop_id\nt1,A\n");
  EXPECT_EQ(refusal(), "missing_column");
  put("stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n");
  EXPECT_EQ(refusal(), "nothing_usable");
  put("stop_times.txt", "");
  EXPECT_EQ(refusal(), "missing_column");
  put("agency.txt", "agency_name,agency_timezone\nNorth,Moon/Base\n");
  EXPECT_EQ(refusal(), "unknown_zone");
  put("agency.txt", "agency_name,agency_timezone\n");
  EXPECT_EQ(refusal(), "no_agency");
  put("agency.txt",
      "\xFF\xFE"
      "a");
  EXPECT_EQ(refusal(), "csv_encoding");
}

TEST_F(gtfs_import, either_calendar_is_needed) {
  std::filesystem::remove(feed_.path() / "calendar.txt");
  EXPECT_EQ(refusal(), "missing_file");
  put("calendar.txt", kDaily);
  EXPECT_EQ(refusal(), "");
}

}  // namespace
}  // namespace chepiao
