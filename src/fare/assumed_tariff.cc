#include "fare/assumed_tariff.h"

#include <array>
#include <string_view>

namespace chepiao {
namespace {

struct class_rate {
  std::string_view kind;  // "" = any other
  std::string_view place_class;
  std::int64_t minor_per_1000_km;
};

// Fen per 1,000 km. G and D second class are the medians of published prices (0.443 and 0.300
// yuan/km, 2016); the steps between classes follow those of the trains that carry them (1 : 1.6
// : 3.3 on G).
constexpr auto kRates = std::to_array<class_rate>({
    {"G", "second", 44'300},
    {"G", "first", 70'900},
    {"G", "premium_first", 88'000},
    {"G", "business", 146'000},
    {"C", "second", 40'100},
    {"C", "first", 64'000},
    {"C", "business", 132'000},
    {"", "second", 30'000},
    {"", "first", 36'000},
    {"", "premium_first", 48'000},
    {"", "business", 99'000},
    {"", "deluxe_soft_sleeper", 80'000},
    {"", "soft_sleeper", 37'000},
    {"", "hard_sleeper", 23'000},
    {"", "soft_seat", 19'000},
    {"", "hard_seat", 12'200},
    {"", "seat", 35'000},
    {"", "standard", 30'000},
});

// How many minor units of the currency buy what one fen does, times 1,000: coarse, and meant to be.
std::int64_t per_mille_of_fen(currency const& money) {
  if (money.text() == "TWD") {
    return 4'400;
  }
  if (money.text() == "CNY") {
    return 1'000;
  }
  return 400;  // currencies of about a seventh of the yuan's count, at western fares
}

}  // namespace

tariff assumed_tariff(timetable const& schedule) {
  auto t = tariff{};
  t.assumed = true;
  auto const factor = per_mille_of_fen(schedule.money);
  t.rounding_step = schedule.money.text() == "TWD" ? 500 : 50;
  auto const minimum = minor_units{schedule.money.text() == "TWD" ? 2'000 : 200};
  for (auto i = std::size_t{0}; i < schedule.place_classes.size(); ++i) {
    auto const id = place_class_id{static_cast<std::uint8_t>(i)};
    auto known = false;
    for (auto const& rate : kRates) {
      if (rate.place_class == schedule.place_classes[i].code) {
        t.rates.push_back({.kind = std::string{rate.kind},
                           .place_class = id,
                           .minor_per_1000_km = rate.minor_per_1000_km * factor / 1'000,
                           .minimum = minimum});
        known = known || rate.kind.empty();
      }
    }
    if (!known) {
      t.rates.push_back({.kind = "",
                         .place_class = id,
                         .minor_per_1000_km = 30'000 * factor / 1'000,
                         .minimum = minimum});
    }
  }
  t.passengers = {{passenger_type::adult, 100},
                  {passenger_type::child, 50},
                  {passenger_type::student, 75},
                  {passenger_type::disabled, 50}};
  t.build_index();
  return t;
}

}  // namespace chepiao
