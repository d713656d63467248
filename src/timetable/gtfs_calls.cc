#include <algorithm>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "timetable/gtfs_feed.h"
#include "timetable/gtfs_input.h"
#include "timetable/gtfs_value.h"

namespace chepiao {
namespace {

// Ten times the largest feed known to be sold from; 56 bytes each.
constexpr std::uint64_t kCallsMax = 5'000'000;
// Feet around the earth: more is no distance in any unit.
constexpr double kDistanceMax = 132e6;

struct column_set {
  explicit column_set(gtfs_table const& table)
      : trip{table.required("trip_id")},
        stop{table.required("stop_id")},
        sequence{table.required("stop_sequence")},
        arrival{table.required("arrival_time")},
        departure{table.required("departure_time")},
        pickup{table.optional("pickup_type")},
        drop_off{table.optional("drop_off_type")},
        distance{table.optional("shape_dist_traveled")} {}

  std::size_t trip;
  std::size_t stop;
  std::size_t sequence;
  std::size_t arrival;
  std::size_t departure;
  std::optional<std::size_t> pickup;
  std::optional<std::size_t> drop_off;
  std::optional<std::size_t> distance;
};

std::int32_t time_at(gtfs_table& table, std::size_t column) {
  auto const time = parse_gtfs_time(table[column]);
  if (!time.readable) {
    table.repair("bad_time", std::string{table[column]});
  }
  return time.seconds;
}

gtfs_call call_of(gtfs_table& table, column_set const& at) {
  auto call = gtfs_call{};
  call.arrives_s = time_at(table, at.arrival);
  call.departs_s = time_at(table, at.departure);
  call.shape_distance = parse_gtfs_decimal(table[at.distance]).value_or(-1);
  if (call.shape_distance > kDistanceMax) {
    call.shape_distance = -1;
  }
  call.line = table.line();
  call.boards = table[at.pickup] != "1";
  call.alights = table[at.drop_off] != "1";
  return call;
}

void read_rows(gtfs_table& table, gtfs_feed& feed) {
  auto const at = column_set{table};
  while (table.next()) {
    auto const trip = feed.trips.find(table[at.trip]);
    auto const stop = feed.stops.find(table[at.stop]);
    auto const sequence = parse_gtfs_number(table[at.sequence]);
    if (!trip) {
      table.reject("orphan_trip", std::string{table[at.trip]});
    } else if (!stop) {
      table.reject("orphan_stop", fmt::format("trip {}: stop {}", table[at.trip], table[at.stop]));
    } else if (!sequence) {
      table.reject("bad_stop_sequence", std::string{table[at.sequence]});
    } else {
      auto call = call_of(table, at);
      call.trip = *trip;
      call.stop = *stop;
      call.sequence = *sequence;
      feed.calls.push_back(call);
    }
  }
}

bool is_same_call(gtfs_call const& a, gtfs_call const& b) {
  return std::tie(a.trip, a.sequence, a.stop, a.arrives_s, a.departs_s) ==
         std::tie(b.trip, b.sequence, b.stop, b.arrives_s, b.departs_s);
}

void drop_doubles(gtfs_table& table, std::vector<gtfs_call>& calls) {
  auto kept = std::vector<gtfs_call>{};
  kept.reserve(calls.size());
  for (auto const& call : calls) {
    if (!kept.empty() && is_same_call(kept.back(), call)) {
      table.reject_line(call.line, "duplicate_call",
                        fmt::format("stop_sequence {}", call.sequence));
    } else {
      kept.push_back(call);
    }
  }
  calls = std::move(kept);
}

}  // namespace

void read_gtfs_calls(gtfs_input& input, gtfs_feed& feed) {
  input.read("stop_times.txt", kCallsMax, [&](auto& table) {
    read_rows(table, feed);
    std::ranges::sort(feed.calls, [](gtfs_call const& a, gtfs_call const& b) {
      return std::tie(a.trip, a.sequence, a.line) < std::tie(b.trip, b.sequence, b.line);
    });
    drop_doubles(table, feed.calls);
  });
}

gtfs_feed read_gtfs(gtfs_input& input) {
  auto feed = gtfs_feed{};
  read_gtfs_agencies(input, feed);
  read_gtfs_routes(input, feed);
  read_gtfs_services(input, feed);
  read_gtfs_stops(input, feed);
  read_gtfs_trips(input, feed);
  read_gtfs_calls(input, feed);
  read_gtfs_frequencies(input, feed);
  input.count_the_rest();
  return feed;
}

}  // namespace chepiao
