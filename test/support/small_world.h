#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "booking/rules.h"
#include "command/command.h"
#include "fare/tariff.h"
#include "timetable/timetable.h"

namespace chepiao::test {

// A railway of a few lines, made in the test that uses it. It runs every day by Shanghai time.
// A kilometre costs one yuan.
class small_world {
 public:
  struct class_size {
    std::string code;  // "second"
    std::uint16_t seats = 0;
  };
  struct line {
    std::string number;              // "G1"
    std::vector<std::string> stops;  // names; stations are made as they are named
    std::vector<class_size> classes;
    std::int32_t departs_s = 8 * 3600;  // at the first stop
    std::int32_t segment_s = 30 * 60;   // from one departure to the next arrival
    std::int32_t dwell_s = 2 * 60;
    std::int32_t segment_m = 10'000;
    std::uint8_t seats_per_row = 5;
  };

  small_world() {
    schedule.name = "Test railway";
    schedule.zones = {"Asia/Shanghai"};
    schedule.calendars = {{.weekdays = 0x7F,
                           .from = service_day{0},
                           .until = service_day{60'000},
                           .added = {},
                           .removed = {}}};
    prices.rounding_step = 1;
  }

  service_id add(line const& l) {
    auto const id = service_id{static_cast<std::uint32_t>(schedule.services.size())};
    auto s = service{};
    s.id = id;
    s.key = l.number;
    s.numbers = {l.number};
    s.kind = l.number.substr(0, 1);
    s.formation = add_formation(l);
    auto now_s = l.departs_s;
    auto metres = std::int32_t{0};
    for (auto const& name : l.stops) {
      auto const first = s.calls.empty();
      auto const last = s.calls.size() + 1 == l.stops.size();
      s.calls.push_back({.at = station_named(name),
                         .arrives_s = first ? kNoTime : now_s,
                         .departs_s = last    ? kNoTime
                                      : first ? now_s
                                              : now_s + l.dwell_s,
                         .distance_m = metres,
                         .boards = !last,
                         .alights = !first});
      now_s += (first ? 0 : l.dwell_s) + l.segment_s;
      metres += l.segment_m;
    }
    schedule.services.push_back(std::move(s));
    return id;
  }

  // After the last line, before the first use.
  void finish() {
    for (auto const& [code, id] : classes_) {
      prices.rates.push_back(
          {.kind = "", .place_class = id, .minor_per_1000_km = 100'000, .minimum = minor_units{0}});
    }
    prices.passengers = {{passenger_type::adult, 100}, {passenger_type::child, 50}};
    schedule.build_index();
    prices.build_index();
  }

  selling_rules rules(seat_policy policy = seat_policy::best_fit) const {
    return {.schedule = schedule, .prices = prices, .limits = limits, .policy = policy};
  }

  service const& service_called(std::string const& number) const {
    for (auto const& s : schedule.services) {
      if (s.numbers.front() == number) {
        return s;
      }
    }
    throw std::invalid_argument{"no service " + number};
  }
  std::optional<stop_index> stop_called(service const& s, std::string const& name) const {
    for (auto i = std::size_t{0}; i < s.calls.size(); ++i) {
      if (schedule.stations[std::to_underlying(s.calls[i].at)].name == name) {
        return stop_index{static_cast<std::uint16_t>(i)};
      }
    }
    return std::nullopt;
  }
  place_class_id class_called(std::string const& code) const { return classes_.at(code); }

  timetable schedule;
  tariff prices;
  sale_limits limits;

 private:
  station_id station_named(std::string const& name) {
    auto const fresh = station_id{static_cast<std::uint32_t>(schedule.stations.size())};
    auto const [at, added] = stations_.try_emplace(name, fresh);
    if (added) {
      auto made = station{};
      made.code = made.name = made.pinyin = made.initials = name;
      schedule.stations.push_back(std::move(made));
    }
    return at->second;
  }

  place_class_id class_named(std::string const& code) {
    auto const fresh = place_class_id{static_cast<std::uint8_t>(classes_.size())};
    auto const [at, added] = classes_.try_emplace(code, fresh);
    if (added) {
      schedule.place_classes.push_back({.code = code, .name_zh = code, .name_en = code});
    }
    return at->second;
  }

  // One coach per class, "01", "02" ...; rows of A, B, C, D, F.
  std::uint32_t add_formation(line const& l) {
    static constexpr auto kLetters = std::string_view{"ABCDFGHJK"};
    auto made = formation{};
    made.name = l.number;
    for (auto const& size : l.classes) {
      auto const coach_index = static_cast<std::uint8_t>(made.coaches.size());
      made.coaches.push_back({.number = "0" + std::to_string(coach_index + 1), .type_name = "T"});
      auto& seats = made.classes.emplace_back(class_seats{class_named(size.code), {}}).seats;
      for (auto i = std::uint16_t{0}; i < size.seats; ++i) {
        auto const row = i / l.seats_per_row + 1;
        auto const column = static_cast<std::uint8_t>(i % l.seats_per_row);
        seats.push_back({.coach = coach_index,
                         .row = static_cast<std::uint8_t>(row),
                         .column = column,
                         .position = seat_position::other,
                         .label = (row < 10 ? "0" : "") + std::to_string(row) + kLetters[column]});
      }
    }
    std::ranges::sort(made.classes, {}, &class_seats::place_class);
    schedule.formations.push_back(std::move(made));
    return static_cast<std::uint32_t>(schedule.formations.size() - 1);
  }

  std::map<std::string, station_id> stations_;
  std::map<std::string, place_class_id> classes_;
};

// 2026-11-22 in the operator's zone: the day on which a manual_clock begins, at 06:26:40.
constexpr auto kToday = service_day{20'779};

}  // namespace chepiao::test
