#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "timetable/builder.h"

namespace chepiao::test {

inline service_day day(std::string_view text) {
  return *parse_service_day(text);
}

// Every day of the years that tests live in.
inline calendar every_day() {
  return {0x7F, day("2020-01-01"), day("2030-12-31"), {}, {}};
}

inline std::int32_t at(int hours, int minutes = 0) {
  return (hours * 60 + minutes) * 60;
}

struct stop {
  std::string code;
  std::int32_t arrives_s = kNoTime;
  std::int32_t departs_s = kNoTime;
  std::int32_t distance_m = kNoDistance;
  bool boards = true;
  bool alights = true;
};

// Adds the stations as it meets them; a station's name is its code, its city what stands before a
// dot ("PEK.S").
inline run_draft draft_of(timetable_builder& builder,
                          std::string const& number,
                          std::string const& zone,
                          std::initializer_list<stop> stops) {
  auto out = run_draft{};
  out.key = number;
  out.number = number;
  out.kind = number.substr(0, 1);
  out.zone = builder.zone(zone);
  out.days = every_day();
  for (auto const& s : stops) {
    auto id = builder.find_station(s.code);
    if (!id) {
      auto made = station{};
      made.code = s.code;
      made.name = s.code;
      made.city = s.code.substr(0, s.code.find('.'));
      id = builder.add_station(made);
    }
    out.calls.push_back({*id, s.arrives_s, s.departs_s, s.distance_m, s.boards, s.alights});
  }
  return out;
}

inline void add(timetable_builder& builder, run_draft draft) {
  auto const wrong = builder.add_run(std::move(draft));
  ASSERT_FALSE(wrong) << *wrong;
}

inline timetable finished(timetable_builder& builder) {
  auto report = import_report{};
  return builder.finish(report, day("2026-11-22"), 15);
}

inline service const& service_named(timetable const& t, std::string_view number) {
  for (auto const& s : t.services) {
    for (auto const& n : s.numbers) {
      if (n == number) {
        return s;
      }
    }
  }
  throw std::runtime_error{"no service " + std::string{number}};
}

inline void write_file(std::filesystem::path const& file, std::string_view text) {
  std::ofstream{file, std::ios::binary} << text;
}

}  // namespace chepiao::test
