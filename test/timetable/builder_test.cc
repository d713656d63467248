#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/timetable/tiny_feed.h"
#include "timetable/builder.h"

namespace chepiao {
namespace {

using test::add;
using test::at;
using test::day;
using test::draft_of;
using test::service_named;
using testing::ElementsAre;

constexpr auto kZone = "Asia/Shanghai";

timetable_builder fresh(merge_rule rule, timetable const* previous = nullptr) {
  return {previous, formation_catalog::built_in(), rule};
}

run_draft simple(timetable_builder& builder,
                 std::string const& number,
                 std::string const& from = "A") {
  return draft_of(builder, number, kZone,
                  {{from, kNoTime, at(8), 0}, {"Z", at(9), kNoTime, 9'000}});
}

TEST(builder, makes_one_run_of_equal_calls_under_several_numbers) {
  auto builder = fresh(merge_rule::numbers_of_one_run);
  add(builder, simple(builder, "D100"));
  add(builder, simple(builder, "D99"));
  add(builder, simple(builder, "D7", "B"));
  auto report = import_report{};
  auto const t = builder.finish(report, day("2026-11-22"), 15);
  EXPECT_EQ(report.services, 3U);
  EXPECT_EQ(report.runs, 2U);
  EXPECT_EQ(report.stop_times, 6U);
  EXPECT_EQ(report.stops, 3U);
  EXPECT_EQ(report.departures, 30U);
  EXPECT_THAT(service_named(t, "D99").numbers, ElementsAre("D99", "D100"));
}

TEST(builder, keeps_numbers_apart_that_run_on_other_days) {
  auto builder = fresh(merge_rule::numbers_of_one_run);
  add(builder, simple(builder, "D1"));
  auto other = simple(builder, "D2");
  other.days.weekdays = 1;
  add(builder, other);
  EXPECT_EQ(test::finished(builder).services.size(), 2U);
}

TEST(builder, prefers_the_number_with_usable_kilometres) {
  auto builder = fresh(merge_rule::numbers_of_one_run);
  auto bad = simple(builder, "D1");
  bad.calls[1].distance_m = kNoDistance;
  bad.distance_usable = false;
  add(builder, bad);
  add(builder, simple(builder, "D2"));
  auto const t = test::finished(builder);
  EXPECT_TRUE(t.services[0].distance_usable);
  EXPECT_EQ(t.services[0].calls[1].distance_m, 9'000);
}

TEST(builder, joins_the_days_of_one_run_that_were_listed_apart) {
  auto builder = fresh(merge_rule::days_of_one_run);
  auto const on = [&](std::string const& key, std::uint8_t weekdays, std::string const& group) {
    auto draft = simple(builder, key);
    draft.days.weekdays = weekdays;
    draft.group = group;
    draft.number_assumed = true;
    add(builder, draft);
  };
  on("t1", 0b0000011, "ICE 1");
  on("t2", 0b0001100, "ICE 1");
  on("t3", 0b0001000, "ICE 1");  // shares a day with t2: another train
  on("t4", 0b1000000, "ICE 2");
  auto report = import_report{};
  auto const t = builder.finish(report, day("2026-11-22"), 7);
  EXPECT_EQ(report.services, 4U);
  EXPECT_EQ(report.runs, 3U);
  EXPECT_EQ(report.departures, 6U);
  EXPECT_EQ(t.calendars[t.services[0].days].weekdays, 0b0001111);
  EXPECT_THAT(t.services[0].numbers, ElementsAre("t1"));
}

TEST(builder, keeps_ids_over_imports) {
  auto first = fresh(merge_rule::none);
  add(first, simple(first, "G1", "A"));
  add(first, simple(first, "G2", "B"));
  auto const before = test::finished(first);

  auto second = fresh(merge_rule::none, &before);
  add(second, simple(second, "G3", "C"));
  add(second, simple(second, "K2", "B"));
  add(second, simple(second, "G2", "B"));
  auto const after = test::finished(second);

  EXPECT_EQ(service_named(after, "G2").id, service_named(before, "G2").id);
  EXPECT_EQ(after.station_by_code("B"), before.station_by_code("B"));
  EXPECT_EQ(after.station_by_code("A"), before.station_by_code("A"));
  EXPECT_EQ(after.class_by_code("second"), before.class_by_code("second"));
  EXPECT_EQ(after.find(service_named(before, "G1").id), nullptr);
  EXPECT_EQ(after.services[0].key, "G1");
  EXPECT_EQ(std::to_underlying(service_named(after, "G3").id), 2U);

  auto third = fresh(merge_rule::none, &after);
  add(third, simple(third, "G1", "A"));
  auto const again = test::finished(third);
  EXPECT_EQ(service_named(again, "G1").id, service_named(before, "G1").id);
  EXPECT_EQ(again.services.size(), after.services.size());
}

TEST(builder, keeps_the_id_of_a_run_that_gets_a_further_number) {
  auto first = fresh(merge_rule::numbers_of_one_run);
  add(first, simple(first, "D5"));
  auto const before = test::finished(first);
  auto second = fresh(merge_rule::numbers_of_one_run, &before);
  add(second, simple(second, "D4"));
  add(second, simple(second, "D5"));
  auto const after = test::finished(second);
  EXPECT_EQ(service_named(after, "D4").id, service_named(before, "D5").id);
  EXPECT_EQ(service_named(after, "D4").key, "D5");
}

TEST(builder, says_why_a_run_cannot_be_used) {
  auto builder = fresh(merge_rule::none);
  add(builder, simple(builder, "G1"));
  EXPECT_EQ(builder.add_run(simple(builder, "G1")), "duplicate_key");
  auto short_one = simple(builder, "G2");
  short_one.calls.pop_back();
  EXPECT_EQ(builder.add_run(short_one), "too_few_calls");
  auto timeless = simple(builder, "G2");
  timeless.calls[1].arrives_s = kNoTime;
  EXPECT_EQ(builder.add_run(timeless), "time_missing");
  auto backwards = simple(builder, "G2");
  backwards.calls[1].arrives_s = at(7);
  EXPECT_EQ(builder.add_run(backwards), "time_goes_back");
  auto endless = simple(builder, "G2");
  endless.calls[1].arrives_s = timetable_builder::kLatestTimeS + 1;
  EXPECT_EQ(builder.add_run(endless), "time_range");
  auto long_one = simple(builder, "G2");
  long_one.calls.resize(timetable_builder::kCallsMax + 1, long_one.calls.back());
  EXPECT_EQ(builder.add_run(long_one), "too_many_calls");
  auto seatless = simple(builder, "G2");
  seatless.formation = "no such coaches";
  EXPECT_EQ(builder.add_run(seatless), "unknown_formation");
  EXPECT_EQ(test::finished(builder).services.size(), 1U);
}

TEST(builder, refuses_a_feed_without_a_run) {
  auto builder = fresh(merge_rule::none);
  auto report = import_report{};
  EXPECT_THROW(builder.finish(report, day("2026-11-22"), 15), unusable_feed);
  EXPECT_THROW(builder.zone("Mars/Olympus"), unusable_feed);
}

TEST(builder, says_which_coaches_are_assumed) {
  auto builder = fresh(merge_rule::none);
  add(builder, simple(builder, "G1234"));
  auto named = simple(builder, "G1235", "B");
  named.formation = "CR400AF";
  add(builder, named);
  auto bus = simple(builder, "X1", "C");
  bus.rule_kind = "bus";
  add(builder, bus);
  auto report = import_report{};
  auto const t = builder.finish(report, day("2026-11-22"), 15);
  EXPECT_TRUE(report.formations_assumed);
  EXPECT_TRUE(t.formation_of(service_named(t, "G1234")).assumed);
  EXPECT_EQ(t.formation_of(service_named(t, "G1234")).name, "CR400AF");
  EXPECT_FALSE(t.formation_of(service_named(t, "G1235")).assumed);
  EXPECT_EQ(t.formation_of(service_named(t, "X1")).name, "bus49");
}

TEST(builder, lists_classes_from_the_best_down) {
  auto builder = fresh(merge_rule::none);
  add(builder, simple(builder, "K1"));
  add(builder, simple(builder, "G1", "B"));
  auto const t = test::finished(builder);
  auto codes = std::vector<std::string>{};
  for (auto const& c : t.place_classes) {
    codes.push_back(c.code);
  }
  EXPECT_THAT(codes, ElementsAre("business", "first", "second", "soft_sleeper", "hard_sleeper",
                                 "hard_seat"));
}

TEST(report, lists_the_first_findings_and_counts_all) {
  auto report = import_report{};
  for (auto i = std::size_t{0}; i < import_report::kListedMax + 5; ++i) {
    report.reject({"stops.txt", i, "orphan_stop", "x"});
  }
  auto longer = std::string{};
  for (auto i = 0; i < 300; ++i) {
    longer += "站";
  }
  EXPECT_EQ(report.findings.size(), import_report::kListedMax);
  EXPECT_EQ(report.rejected, import_report::kListedMax + 5);
  EXPECT_EQ(report.reasons.at("orphan_stop"), import_report::kListedMax + 5);
  auto other = import_report{};
  other.repair({"stops.txt", 1, "name", longer});
  EXPECT_EQ(other.repaired, 1U);
  EXPECT_EQ(other.findings[0].detail.size(), 200U * 3);
}

}  // namespace
}  // namespace chepiao
