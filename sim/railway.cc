#include "sim/railway.h"

#include <array>
#include <string>

#include <fmt/format.h>

namespace chepiao::sim {
namespace {

struct line {
  char const* number;
  std::uint16_t stops;
  std::int32_t departs_s;
  std::array<std::uint16_t, 2> seats;  // second, first
};

// Few seats, so that buyers meet; one runs through midnight.
constexpr auto kPlan = std::array<line, kLines>{{
    {.number = "G1", .stops = 6, .departs_s = 12 * 3600, .seats = {8, 3}},
    {.number = "D2", .stops = 4, .departs_s = 23 * 3600, .seats = {6, 0}},
    {.number = "K3", .stops = 9, .departs_s = 18 * 3600, .seats = {10, 2}},
}};
constexpr auto kLabelsMax = 45;  // nine rows
constexpr auto kDwell = seconds{120};
constexpr auto kSegment = seconds{1800};
constexpr auto kZone = seconds{8 * 3600};
constexpr auto kDay = seconds{86'400};

line const& plan(service_id id) {
  return kPlan.at(std::to_underlying(id));
}

}  // namespace

railway::railway() {
  for (auto const& l : kPlan) {
    auto stops = std::vector<std::string>{};
    for (auto i = 0; i < l.stops; ++i) {
      stops.push_back(fmt::format("{}-{}", l.number, i));
    }
    auto classes =
        std::vector<test::small_world::class_size>{{.code = "second", .seats = l.seats[0]}};
    if (l.seats[1] > 0) {
      classes.push_back({.code = "first", .seats = l.seats[1]});
    }
    world_.add({.number = l.number,
                .stops = stops,
                .classes = classes,
                .departs_s = l.departs_s,
                .segment_s = static_cast<std::int32_t>(kSegment.count()),
                .dwell_s = static_cast<std::int32_t>(kDwell.count())});
  }
  world_.finish();
  dear_ = world_.prices;
  for (auto& rate : dear_.rates) {
    rate.minor_per_1000_km *= 2;
  }
  dear_.build_index();
}

selling_rules railway::rules(terms const& t) const {
  return {.schedule = world_.schedule,
          .prices = t.minor_per_segment == 1000 ? world_.prices : dear_,
          .limits = t.limits,
          .policy = t.policy};
}

std::uint16_t railway::stops(service_id id) {
  return plan(id).stops;
}

std::uint16_t railway::seats(service_id id, place_class_id place_class) {
  auto const n = std::to_underlying(place_class);
  return n < 2 ? plan(id).seats.at(n) : std::uint16_t{0};
}

instant railway::departs(departure_id id, std::uint16_t stop) const {
  return instant{id.day.days * kDay - kZone + seconds{plan(id.service).departs_s} +
                 stop * (kSegment + kDwell)};
}

instant railway::arrives(departure_id id, std::uint16_t stop) const {
  return departs(id, stop) - kDwell;
}

std::string const& railway::label(std::uint64_t seat) {
  static auto const kLabels = [] {
    auto all = std::vector<std::string>{};
    for (auto i = 0; i < kLabelsMax; ++i) {
      all.push_back(fmt::format("0{}{}", i / 5 + 1, std::string_view{"ABCDF"}[i % 5]));
    }
    return all;
  }();
  return kLabels.at(seat);
}

service_day day_of(instant at) {
  return {static_cast<std::int32_t>((at.time_since_epoch() + kZone) / kDay)};
}

}  // namespace chepiao::sim
