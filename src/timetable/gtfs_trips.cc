#include <string>

#include "timetable/gtfs_feed.h"
#include "timetable/gtfs_input.h"
#include "timetable/gtfs_value.h"

namespace chepiao {
namespace {

constexpr std::uint64_t kTripsMax = 500'000;
constexpr std::uint64_t kFrequenciesMax = 100'000;
constexpr std::size_t kShortNameMax = 40;
constexpr std::uint32_t kHeadwayMinS = 60;

// Some national feeds draw a whole line as a trip that never runs.
bool is_pseudo_trip(std::string_view id) {
  return id.starts_with("DUMMY_LINE_") || id.ends_with("(全线)");
}

void read_trip_rows(gtfs_table& table, gtfs_feed& feed) {
  auto const id = table.required("trip_id");
  auto const route = table.required("route_id");
  auto const service = table.required("service_id");
  auto const short_name = table.optional("trip_short_name");
  while (table.next()) {
    auto const on = feed.routes.find(table[route]);
    auto const days = feed.services.find(table[service]);
    if (table[id].empty() || table[id].size() > gtfs_input::kIdMax) {
      table.reject("bad_id", "trip_id");
    } else if (is_pseudo_trip(table[id])) {
      table.reject("pseudo_trip", std::string{table[id]});
    } else if (!on) {
      table.reject("orphan_route", std::string{table[route]});
    } else if (!days) {
      table.reject("orphan_service", std::string{table[service]});
    } else {
      auto const fits = table[short_name].size() <= kShortNameMax;
      auto row = gtfs_trip{std::string{table[id]}, std::string{fits ? table[short_name] : ""}, *on,
                           *days, table.line()};
      if (!feed.trips.add(table[id], std::move(row))) {
        table.reject("duplicate_trip", std::string{table[id]});
      }
    }
  }
}

void read_frequency_rows(gtfs_table& table, gtfs_feed& feed) {
  auto const id = table.required("trip_id");
  auto const from = table.required("start_time");
  auto const until = table.required("end_time");
  auto const headway = table.required("headway_secs");
  while (table.next()) {
    auto const trip = feed.trips.find(table[id]);
    auto const begin = parse_gtfs_time(table[from]).seconds;
    auto const end = parse_gtfs_time(table[until]).seconds;
    auto const every = parse_gtfs_number(table[headway]).value_or(0);
    if (!trip) {
      table.reject("orphan_trip", std::string{table[id]});
    } else if (begin == kNoTime || end <= begin || every < kHeadwayMinS || every > 86'400) {
      table.reject("bad_frequency", std::string{table[id]});
    } else {
      feed.frequencies.push_back({*trip, begin, end, static_cast<std::int32_t>(every)});
    }
  }
}

}  // namespace

void read_gtfs_trips(gtfs_input& input, gtfs_feed& feed) {
  input.read("trips.txt", kTripsMax, [&](auto& table) { read_trip_rows(table, feed); });
}

void read_gtfs_frequencies(gtfs_input& input, gtfs_feed& feed) {
  if (input.has("frequencies.txt")) {
    input.read("frequencies.txt", kFrequenciesMax,
               [&](auto& table) { read_frequency_rows(table, feed); });
  }
}

}  // namespace chepiao
