#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "timetable/gtfs_feed.h"
#include "timetable/gtfs_input.h"
#include "timetable/gtfs_value.h"

namespace chepiao {
namespace {

constexpr std::uint64_t kCalendarsMax = 500'000;
constexpr std::uint64_t kDatesMax = 2'000'000;
constexpr auto kWeekdays = std::array<std::string_view, 7>{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

void read_calendar(gtfs_table& table, gtfs_feed& feed) {
  auto const id = table.required("service_id");
  auto const from = table.required("start_date");
  auto const until = table.required("end_date");
  auto weekdays = std::array<std::size_t, 7>{};
  std::ranges::transform(kWeekdays, weekdays.begin(),
                         [&](auto name) { return table.required(name); });
  while (table.next()) {
    auto const first = parse_gtfs_date(table[from]);
    auto const last = parse_gtfs_date(table[until]);
    if (table[id].empty() || table[id].size() > gtfs_input::kIdMax) {
      table.reject("bad_id", "service_id");
      continue;
    }
    if (!first || !last) {
      table.reject("bad_date", fmt::format("{} to {}", table[from], table[until]));
      continue;
    }
    auto days = calendar{};
    days.from = *first;
    days.until = *last;
    for (auto i = std::size_t{0}; i < weekdays.size(); ++i) {
      days.weekdays |= static_cast<std::uint8_t>(table[weekdays[i]] == "1" ? 1U << i : 0U);
    }
    if (*last < *first) {
      table.repair("calendar_backwards", fmt::format("{} to {}", table[from], table[until]));
      days.weekdays = 0;
    }
    if (!feed.services.add(table[id], std::move(days))) {
      table.reject("duplicate_service", std::string{table[id]});
    }
  }
}

struct removal {
  std::uint32_t service;
  service_day day;
  std::uint32_t line;
};

std::vector<removal> read_exceptions(gtfs_table& table, gtfs_feed& feed) {
  auto const id = table.required("service_id");
  auto const date = table.required("date");
  auto const kind = table.required("exception_type");
  auto removals = std::vector<removal>{};
  while (table.next()) {
    auto const day = parse_gtfs_date(table[date]);
    if (table[id].empty() || table[id].size() > gtfs_input::kIdMax) {
      table.reject("bad_id", "service_id");
    } else if (!day) {
      table.reject("bad_date", std::string{table[date]});
    } else if (table[kind] != "1" && table[kind] != "2") {
      table.reject("bad_exception_type", std::string{table[kind]});
    } else {
      auto const known = feed.services.find(table[id]);
      auto const service = known ? *known : *feed.services.add(table[id], calendar{});
      if (table[kind] == "1") {
        feed.services[service].added.push_back(*day);
      } else {
        removals.push_back({service, *day, table.line()});
      }
    }
  }
  return removals;
}

// A removal counts where the weekly pattern runs; elsewhere there is nothing to remove.
std::vector<removal> apply_removals(std::vector<removal> const& removals, gtfs_feed& feed) {
  auto idle = std::vector<removal>{};
  for (auto const& r : removals) {
    auto& days = feed.services[r.service];
    auto const runs =
        days.from <= r.day && r.day <= days.until && ((days.weekdays >> weekday(r.day)) & 1) != 0;
    if (runs) {
      days.removed.push_back(r.day);
    } else {
      idle.push_back(r);
    }
  }
  return idle;
}

}  // namespace

void read_gtfs_services(gtfs_input& input, gtfs_feed& feed) {
  auto const by_dates = input.has("calendar_dates.txt");
  if (input.has("calendar.txt") || !by_dates) {
    input.read("calendar.txt", kCalendarsMax, [&](auto& table) { read_calendar(table, feed); });
  }
  if (!by_dates) {
    return;
  }
  input.read("calendar_dates.txt", kDatesMax, [&](auto& table) {
    for (auto const& r : apply_removals(read_exceptions(table, feed), feed)) {
      table.reject_line(r.line, "removal_without_effect", to_text(r.day));
    }
  });
}

}  // namespace chepiao
