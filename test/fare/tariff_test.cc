#include "fare/tariff.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "fare/assumed_tariff.h"

namespace chepiao {
namespace {

constexpr auto kSecond = place_class_id{0};
constexpr auto kFirst = place_class_id{1};
constexpr auto kStart = stop_index{0};
constexpr auto kMiddle = stop_index{1};
constexpr auto kEnd = stop_index{2};

service run_of(std::string kind, std::vector<std::int32_t> const& metres) {
  auto s = service{.key = "run", .numbers = {"G1"}, .kind = std::move(kind), .calls = {}};
  for (auto i = std::uint32_t{0}; i < metres.size(); ++i) {
    s.calls.push_back({.at = station_id{i}, .distance_m = metres[i]});
  }
  return s;
}

tariff sample() {
  auto t = tariff{};
  t.rates = {{.kind = "G",
              .place_class = kSecond,
              .minor_per_1000_km = 46'000,
              .minimum = minor_units{500}},
             {.kind = "",
              .place_class = kSecond,
              .minor_per_1000_km = 30'000,
              .minimum = minor_units{200}}};
  t.passengers = {
      {passenger_type::adult, 100}, {passenger_type::child, 50}, {passenger_type::student, 75}};
  t.pairs = {{.kind = "",
              .from = station_id{0},
              .to = station_id{2},
              .place_class = kSecond,
              .amount = minor_units{55'300}}};
  t.build_index();
  return t;
}

result<minor_units> price(tariff const& t,
                          service const& s,
                          stop_index from,
                          stop_index to,
                          place_class_id c = kSecond,
                          passenger_type p = passenger_type::adult) {
  return price_of(t, timetable{}, s, from, to, c, p);
}

TEST(fare, takes_the_pair_price_before_the_rate) {
  EXPECT_EQ(price(sample(), run_of("G", {0, 500'000, 1'318'000}), kStart, kEnd),
            minor_units{55'300});
}

TEST(fare, charges_by_distance_rounded_to_half_a_yuan) {
  // 500 km x 0.46 = 230.00; 818 km x 0.46 = 376.28 -> 376.5
  EXPECT_EQ(price(sample(), run_of("G", {0, 500'000, 1'318'000}), kStart, kMiddle),
            minor_units{23'000});
  EXPECT_EQ(price(sample(), run_of("G", {0, 500'000, 1'318'000}), kMiddle, kEnd),
            minor_units{37'650});
}

TEST(fare, uses_the_rate_for_any_kind_when_the_kind_has_none) {
  EXPECT_EQ(price(sample(), run_of("D", {0, 500'000, 1'318'000}), kStart, kMiddle),
            minor_units{15'000});
}

TEST(fare, never_goes_below_the_minimum) {
  EXPECT_EQ(price(sample(), run_of("G", {0, 1'000, 2'000}), kStart, kMiddle), minor_units{500});
}

TEST(fare, gives_passenger_rates_of_the_adult_price) {
  auto const run = run_of("G", {0, 500'000, 1'318'000});
  EXPECT_EQ(price(sample(), run, kStart, kEnd, kSecond, passenger_type::child),
            minor_units{27'650});
  EXPECT_EQ(price(sample(), run, kStart, kEnd, kSecond, passenger_type::student),
            minor_units{41'500});
}

TEST(fare, has_none_without_usable_distance_or_rate) {
  auto falling = run_of("G", {0, 500'000, 400'000});
  EXPECT_EQ(price(sample(), falling, kMiddle, kEnd).error().code, refusal_code::no_fare);
  falling.distance_usable = false;
  EXPECT_EQ(price(sample(), falling, kStart, kMiddle).error().code, refusal_code::no_fare);
  EXPECT_EQ(price(sample(), run_of("G", {0, kNoDistance, 9'000}), kStart, kMiddle).error().code,
            refusal_code::no_fare);
  EXPECT_EQ(price(sample(), run_of("G", {0, 500'000, 900'000}), kStart, kEnd, kFirst).error().code,
            refusal_code::no_fare);
}

TEST(fare, assumes_rates_for_every_class_and_says_so) {
  auto schedule = timetable{};
  schedule.place_classes = {{"second", "二等座", "Second class"}, {"unheard_of", "?", "?"}};
  auto const t = assumed_tariff(schedule);
  EXPECT_TRUE(t.assumed);
  auto const run = run_of("G", {0, 500'000, 1'318'000});
  // 500 km x 0.443 = 221.50
  EXPECT_EQ(price(t, run, kStart, kMiddle, place_class_id{0}), minor_units{22'150});
  EXPECT_TRUE(price(t, run, kStart, kMiddle, place_class_id{1}).has_value());
}

class fare_file : public testing::Test {
 protected:
  fare_file() { std::filesystem::create_directories(folder_); }
  ~fare_file() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ = std::filesystem::path{testing::TempDir()} /
                                  testing::UnitTest::GetInstance()->current_test_info()->name();
  system_io files_;
};

TEST_F(fare_file, comes_back_as_it_was) {
  EXPECT_FALSE(load_tariff(files_, folder_).has_value());
  save_tariff(files_, folder_, sample());
  auto const back = load_tariff(files_, folder_);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(price(*back, run_of("G", {0, 500'000, 1'318'000}), kStart, kEnd), minor_units{55'300});
  EXPECT_EQ(back->rates.size(), 2U);
  EXPECT_EQ(back->passengers.size(), 3U);
}

TEST_F(fare_file, says_so_when_a_byte_is_wrong) {
  save_tariff(files_, folder_, sample());
  auto bytes = *files_.read(folder_ / "tariff.bin", 1 << 20);
  for (auto i = std::size_t{0}; i < bytes.size(); ++i) {
    auto damaged = bytes;
    damaged[i] ^= std::byte{0x10};
    files_.write_atomic(folder_ / "tariff.bin", damaged);
    EXPECT_THROW(load_tariff(files_, folder_), corrupt_bytes) << "byte " << i;
  }
}

}  // namespace
}  // namespace chepiao
