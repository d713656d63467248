#include <algorithm>
#include <optional>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/support/seeded_rng.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/search.h"

namespace chepiao {
namespace {

using test::add;
using test::at;
using test::day;
using testing::ElementsAre;

class search : public testing::Test {
 protected:
  timetable_builder builder{nullptr, formation_catalog::built_in(), merge_rule::none};

  void run(std::string const& number, std::initializer_list<test::stop> stops) {
    add(builder, test::draft_of(builder, number, "Asia/Shanghai", stops));
  }
  std::vector<std::string> found(timetable const& t,
                                 std::string_view from,
                                 std::string_view to,
                                 std::string_view date) {
    auto out = std::vector<std::string>{};
    for (auto const& j :
         direct_journeys(t, resolve_place(t, from), resolve_place(t, to), day(date))) {
      out.push_back(t.find(j.departure.service)->numbers[0] + " " + to_text(j.departure.day) + " " +
                    std::to_string(std::to_underlying(j.from)) + "-" +
                    std::to_string(std::to_underlying(j.to)));
    }
    return out;
  }
};

TEST_F(search, orders_by_departure) {
  run("G3", {{"A", kNoTime, at(9)}, {"B", at(10), kNoTime}});
  run("G1", {{"A", kNoTime, at(8)}, {"B", at(12), kNoTime}});
  run("G2", {{"B", kNoTime, at(8)}, {"A", at(12), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(found(t, "A", "B", "2026-11-22"),
              ElementsAre("G1 2026-11-22 0-1", "G3 2026-11-22 0-1"));
  EXPECT_EQ(
      direct_journeys(t, resolve_place(t, "A"), resolve_place(t, "B"), day("2026-11-22"), 1).size(),
      1U);
}

TEST_F(search, finds_trains_that_began_days_before) {
  run("K1", {{"A", kNoTime, at(20)},
             {"B", at(30), at(31)},
             {"C", at(60), at(60, 30)},
             {"D", at(80), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(found(t, "A", "D", "2026-11-22"), ElementsAre("K1 2026-11-22 0-3"));
  EXPECT_THAT(found(t, "B", "D", "2026-11-22"), ElementsAre("K1 2026-11-21 1-3"));
  EXPECT_THAT(found(t, "C", "D", "2026-11-22"), ElementsAre("K1 2026-11-20 2-3"));
}

TEST_F(search, respects_closed_doors) {
  run("X1", {{"A", kNoTime, at(8)},
             {"B", at(9), at(9), -1, false, true},
             {"C", at(10), at(10), -1, true, false},
             {"D", at(11), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(found(t, "A", "B", "2026-11-22"), ElementsAre("X1 2026-11-22 0-1"));
  EXPECT_THAT(found(t, "A", "C", "2026-11-22"), ElementsAre());
  EXPECT_THAT(found(t, "B", "D", "2026-11-22"), ElementsAre());
  EXPECT_THAT(found(t, "C", "D", "2026-11-22"), ElementsAre("X1 2026-11-22 2-3"));
}

TEST_F(search, takes_the_short_way_round_a_loop) {
  run("C1",
      {{"A", kNoTime, at(8)}, {"B", at(9), at(9)}, {"A", at(10), at(10)}, {"B", at(11), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(found(t, "A", "B", "2026-11-22"), ElementsAre("C1 2026-11-22 0-1"));
  EXPECT_THAT(found(t, "B", "A", "2026-11-22"), ElementsAre("C1 2026-11-22 1-2"));
  EXPECT_THAT(found(t, "A", "A", "2026-11-22"), ElementsAre("C1 2026-11-22 0-2"));
}

TEST_F(search, boards_at_the_last_station_of_a_city_and_leaves_at_the_first) {
  run("G1", {{"PEK.N", kNoTime, at(8)},
             {"PEK.S", at(8, 30), at(8, 40)},
             {"SHA.W", at(12), at(12, 5)},
             {"SHA.E", at(13), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(found(t, "PEK", "SHA", "2026-11-22"), ElementsAre("G1 2026-11-22 1-2"));
}

TEST_F(search, boards_where_the_date_is_right_when_midnight_lies_within_a_city) {
  run("Z1", {{"PEK.N", kNoTime, at(23, 50)},
             {"PEK.S", at(24, 10), at(24, 15)},
             {"SHA", at(32), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(found(t, "PEK", "SHA", "2026-11-22"),
              ElementsAre("Z1 2026-11-21 1-2", "Z1 2026-11-22 0-2"));
}

TEST_F(search, ignores_stations_that_do_not_exist) {
  run("G1", {{"A", kNoTime, at(8)}, {"B", at(9), kNoTime}});
  auto const t = test::finished(builder);
  EXPECT_THAT(direct_journeys(t, {station_id{77}}, {station_id{1}}, day("2026-11-22")),
              ElementsAre());
  EXPECT_THAT(direct_journeys(t, {}, {}, day("2026-11-22")), ElementsAre());
}

// What the contract says, without any index.
std::vector<std::tuple<instant, service_id, service_day, stop_index, stop_index>> by_hand(
    timetable const& t,
    std::vector<station_id> const& from,
    std::vector<station_id> const& to,
    service_day date) {
  auto out = std::vector<std::tuple<instant, service_id, service_day, stop_index, stop_index>>{};
  auto const in = [](std::vector<station_id> const& list, station_id id) {
    return std::ranges::find(list, id) != list.end();
  };
  for (auto const& s : t.services) {
    for (auto back = -3; back < 8; ++back) {
      auto const run_day = date + -back;
      if (!t.runs({s.id, run_day})) {
        continue;
      }
      auto alighting = std::optional<std::size_t>{};
      auto boarding = std::optional<std::size_t>{};
      for (auto i = std::size_t{0}; i < s.calls.size() && !alighting; ++i) {
        auto const& c = s.calls[i];
        if (boarding && c.alights && in(to, c.at)) {
          alighting = i;
        }
        auto const leaves = t.departs_at(s, run_day, static_cast<stop_index>(i));
        if (!alighting && c.boards && i + 1 < s.calls.size() && in(from, c.at) &&
            t.today(leaves) == date) {
          boarding = i;
        }
      }
      if (alighting) {
        out.emplace_back(t.departs_at(s, run_day, static_cast<stop_index>(*boarding)), s.id,
                         run_day, static_cast<stop_index>(*boarding),
                         static_cast<stop_index>(*alighting));
      }
    }
  }
  std::ranges::sort(out);
  return out;
}

void compare_with_brute_force(std::string const& zone, std::vector<service_day> const& dates) {
  auto random = test::seeded_rng{20261122};
  auto const below = [&random](std::uint64_t n) {
    return static_cast<std::int32_t>(random.below(n));
  };
  auto builder = timetable_builder{nullptr, formation_catalog::built_in(), merge_rule::none};
  builder.set_operator_zone(zone);
  for (auto i = 0; i < 8; ++i) {
    auto s = station{};
    s.code = s.name = std::string(1, static_cast<char>('A' + i));
    builder.add_station(s);
  }
  for (auto i = 0; i < 60; ++i) {
    auto draft = run_draft{};
    draft.key = draft.number = "R" + std::to_string(i);
    draft.zone = builder.zone(i % 4 == 0 ? "America/Vancouver" : zone);
    draft.days = calendar{
        static_cast<std::uint8_t>(1 + below(127)), dates.front() + -9, dates.back() + 9, {}, {}};
    auto time = below(86'400);
    for (auto stops = 2 + below(7); stops > 0; --stops) {
      auto const leaves = time + below(4'000);
      draft.calls.push_back({static_cast<station_id>(below(8)), time, leaves, kNoDistance,
                             below(5) != 0, below(5) != 0});
      time = leaves + below(30'000);
    }
    add(builder, std::move(draft));
  }
  auto const t = test::finished(builder);
  auto hits = std::size_t{0};
  for (auto round = 0; round < 400; ++round) {
    auto const from = std::vector<station_id>{static_cast<station_id>(below(8)),
                                              static_cast<station_id>(below(8))};
    auto const to = std::vector<station_id>{static_cast<station_id>(below(8)),
                                            static_cast<station_id>(below(8))};
    auto const date = dates[static_cast<std::size_t>(below(dates.size()))];
    auto got = std::vector<std::tuple<instant, service_id, service_day, stop_index, stop_index>>{};
    for (auto const& j : direct_journeys(t, from, to, date)) {
      got.emplace_back(t.departs_at(*t.find(j.departure.service), j.departure.day, j.from),
                       j.departure.service, j.departure.day, j.from, j.to);
    }
    ASSERT_EQ(got, by_hand(t, from, to, date));
    hits += got.size();
  }
  EXPECT_GT(hits, 200U);
}

TEST(search_by_brute_force, agrees_on_common_days) {
  compare_with_brute_force("Asia/Shanghai",
                           {day("2026-11-20"), day("2026-11-21"), day("2026-11-22")});
}

TEST(search_by_brute_force, agrees_when_clocks_change) {
  compare_with_brute_force("Europe/Berlin",
                           {day("2026-03-28"), day("2026-03-29"), day("2026-03-30")});
  compare_with_brute_force("America/Toronto",
                           {day("2026-10-31"), day("2026-11-01"), day("2026-11-02")});
}

}  // namespace
}  // namespace chepiao
