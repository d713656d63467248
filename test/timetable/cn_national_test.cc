// The real national timetable, when it is on this machine.

#include <algorithm>
#include <map>
#include <utility>

#include <gtest/gtest.h>

#include "base/io.h"
#include "test/support/temporary_folder.h"
#include "test/timetable/shared_data.h"
#include "timetable/import.h"
#include "timetable/search.h"
#include "timetable/store_file.h"

namespace chepiao {
namespace {

class cn_national : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto const data = test::shared_data();
    if (data.empty() || !std::filesystem::exists(data / "cn-timetable-2019")) {
      return;
    }
    auto options = import_options{};
    options.today = *parse_service_day("2026-11-22");
    options.stations = data / "cn-stations-2024" / "stations.txt";
    made_ = new imported{import_cn(data / "cn-timetable-2019", nullptr, options, {})};
  }
  static void TearDownTestSuite() { delete made_; }
  void SetUp() override {
    if (made_ == nullptr) {
      GTEST_SKIP() << "no cn-timetable-2019: set CHEPIAO_SHARED_DATA to the folder that holds it";
    }
  }

  std::uint64_t reason(std::string const& code) const {
    auto const at = made_->report.reasons.find(code);
    return at == made_->report.reasons.end() ? 0 : at->second;
  }
  service const* run_of(std::string const& number) const {
    for (auto const& s : made_->schedule.services) {
      if (std::ranges::find(s.numbers, number) != s.numbers.end()) {
        return &s;
      }
    }
    return nullptr;
  }

  static inline imported* made_ = nullptr;
};

TEST_F(cn_national, has_the_known_counts) {
  auto const& report = made_->report;
  EXPECT_EQ(report.services, 10'139U);
  EXPECT_EQ(report.stops, 3'016U);
  EXPECT_EQ(report.runs, 8'049U);
  EXPECT_EQ(report.stop_times, 111'682U);
  EXPECT_EQ(report.departures, 8'049U * 15);
  EXPECT_EQ(report.rows_read.at("info.csv"), 111'749U);
  EXPECT_EQ(report.rows_read.at("stations.txt"), 3'319U);
}

TEST_F(cn_national, accounts_for_every_row) {
  auto const& report = made_->report;
  EXPECT_EQ(report.stop_times + report.rejected, report.rows_read.at("info.csv"));
  EXPECT_EQ(reason("doubled_run"), 67U);
  EXPECT_EQ(report.rejected, 67U);
  EXPECT_EQ(reason("distance_unusable"), 1'033U);
  EXPECT_EQ(reason("station_without_code"), 563U);
  EXPECT_EQ(reason("day_zero"), 11U);
  EXPECT_EQ(report.repaired, 1'033U + 563U + 11U);
  EXPECT_EQ(report.findings.size(), report.rejected + report.repaired);
}

TEST_F(cn_national, sells_one_run_under_all_its_numbers) {
  auto of_length = std::map<std::size_t, int>{};
  for (auto const& s : made_->schedule.services) {
    ++of_length[s.numbers.size()];
  }
  EXPECT_EQ(of_length, (std::map<std::size_t, int>{{1, 5'960}, {2, 2'088}, {3, 1}}));
  EXPECT_EQ(run_of("D49"), run_of("D48"));
  EXPECT_EQ(run_of("D5221")->numbers, (std::vector<std::string>{"D5221", "D5224", "D5253"}));
}

TEST_F(cn_national, keeps_long_runs_and_loops) {
  EXPECT_EQ(run_of("6245")->calls.size(), 57U);
  auto const* const loop = run_of("D6265");
  EXPECT_EQ(loop->calls.front().at, loop->calls.back().at);
  auto const* const longest = run_of("K727");
  EXPECT_EQ(longest->calls.back().arrives_s - longest->calls.front().departs_s, (67 * 60 + 6) * 60);
}

TEST_F(cn_national, seats_a_high_speed_train_as_built) {
  auto const& t = made_->schedule;
  auto const& f = t.formation_of(*run_of("G664"));
  EXPECT_TRUE(f.assumed);
  auto seats = std::size_t{0};
  for (auto const& c : f.classes) {
    seats += c.seats.size();
  }
  EXPECT_EQ(seats, 576U);
}

TEST_F(cn_national, finds_beijing_to_shanghai) {
  auto const& t = made_->schedule;
  auto const from = resolve_place(t, "北京");
  auto const to = resolve_place(t, "上海");
  EXPECT_GE(from.size(), 3U);
  auto const day = *parse_service_day("2026-11-25");
  auto const found = direct_journeys(t, from, to, day);
  EXPECT_GT(found.size(), 40U);
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, [&](direct_journey const& j) {
    return t.departs_at(*t.find(j.departure.service), j.departure.day, j.from);
  }));
}

TEST_F(cn_national, survives_the_disk) {
  auto const folder = test::temporary_folder{};
  auto files = system_io{};
  save_timetable(files, folder.path(), made_->schedule);
  auto const loaded = load_timetable(files, folder.path());
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->services.size(), made_->schedule.services.size());
  for (auto const& s : made_->schedule.services) {
    auto const& other = loaded->services[std::to_underlying(s.id)];
    ASSERT_EQ(other.numbers, s.numbers);
    ASSERT_EQ(loaded->layout_hash(other), made_->schedule.layout_hash(s));
  }
}

}  // namespace
}  // namespace chepiao
