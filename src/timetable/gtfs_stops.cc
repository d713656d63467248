#include <algorithm>
#include <string>
#include <vector>

#include "timetable/builder.h"
#include "timetable/gtfs_feed.h"
#include "timetable/gtfs_input.h"
#include "timetable/gtfs_value.h"

namespace chepiao {
namespace {

constexpr std::uint64_t kStopsMax = 500'000;
constexpr std::size_t kNameBytesMax = 200;
// A boarding area lies on a platform, a platform in a station.
constexpr int kLevelsMax = 3;

struct column_set {
  explicit column_set(gtfs_table const& table)
      : id{table.required("stop_id")},
        name{table.optional("stop_name")},
        latitude{table.optional("stop_lat")},
        longitude{table.optional("stop_lon")},
        zone{table.optional("stop_timezone")},
        parent{table.optional("parent_station")} {}

  std::size_t id;
  std::optional<std::size_t> name;
  std::optional<std::size_t> latitude;
  std::optional<std::size_t> longitude;
  std::optional<std::size_t> zone;
  std::optional<std::size_t> parent;
};

// Nothing for what is no place on earth, and for 0,0, which writers put where they know nothing.
std::optional<gtfs_point> point_of(std::string_view latitude, std::string_view longitude) {
  auto const north = parse_gtfs_decimal(latitude);
  auto const east = parse_gtfs_decimal(longitude);
  if (!north || !east || *north < -90 || *north > 90 || *east < -180 || *east > 180 ||
      (*north == 0 && *east == 0)) {
    return std::nullopt;
  }
  return gtfs_point{*north, *east};
}

// Cut between two characters.
std::string shortened(std::string_view name) {
  auto size = std::min(name.size(), kNameBytesMax);
  while (size < name.size() && size > 0 &&
         (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return std::string{name.substr(0, size)};
}

std::string zone_of(gtfs_table& table, column_set const& at) {
  auto zone = std::string{table[at.zone]};
  if (!zone.empty() && !timetable_builder::zone_known(zone)) {
    table.repair("unknown_zone", zone);
    return "";
  }
  return zone;
}

// The parents as they are written; they may stand after their children.
std::vector<std::string> read_rows(gtfs_table& table, gtfs_feed& feed) {
  auto const at = column_set{table};
  auto parents = std::vector<std::string>{};
  while (table.next()) {
    if (table[at.id].empty() || table[at.id].size() > gtfs_input::kIdMax) {
      table.reject("bad_id", "stop_id");
      continue;
    }
    auto row = gtfs_stop{};
    row.id = table[at.id];
    row.name = shortened(table[at.name]);
    row.zone = zone_of(table, at);
    row.station = feed.stops.size();
    row.where = point_of(table[at.latitude], table[at.longitude]);
    row.line = table.line();
    if (!feed.stops.add(table[at.id], std::move(row))) {
      table.reject("duplicate_stop", std::string{table[at.id]});
      continue;
    }
    parents.emplace_back(table[at.parent]);
  }
  return parents;
}

void find_parents(gtfs_table& table, std::vector<std::string> const& parents, gtfs_feed& feed) {
  for (auto i = std::uint32_t{0}; i < feed.stops.size(); ++i) {
    if (parents[i].empty()) {
      continue;
    }
    auto const parent = feed.stops.find(parents[i]);
    if (parent && *parent != i) {
      feed.stops[i].station = *parent;
    } else {
      table.repair_line(feed.stops[i].line, "orphan_parent", parents[i]);
    }
  }
}

// From the parent to the outermost one. Parents that go round in a circle are nobody's.
void find_stations(gtfs_table& table, gtfs_feed& feed) {
  auto stations = std::vector<std::uint32_t>{};
  for (auto i = std::uint32_t{0}; i < feed.stops.size(); ++i) {
    auto station = i;
    for (auto level = 0; level < kLevelsMax; ++level) {
      station = feed.stops[station].station;
    }
    if (feed.stops[station].station != station) {
      table.repair_line(feed.stops[i].line, "circle_of_parents", feed.stops[i].id);
      station = i;
    }
    stations.push_back(station);
  }
  for (auto i = std::uint32_t{0}; i < feed.stops.size(); ++i) {
    feed.stops[i].station = stations[i];
  }
}

void fill_gaps(gtfs_table& table, gtfs_feed& feed) {
  for (auto i = std::uint32_t{0}; i < feed.stops.size(); ++i) {
    auto& stop = feed.stops[i];
    if (stop.name.empty() && stop.station == i) {
      table.repair_line(stop.line, "stop_name_missing", stop.id);
      stop.name = stop.id;
    }
    if (!stop.where) {
      stop.where = feed.stops[stop.station].where;
    }
    // A station without a zone of its own is where its platforms are.
    if (feed.stops[stop.station].zone.empty()) {
      feed.stops[stop.station].zone = stop.zone;
    }
  }
}

}  // namespace

void read_gtfs_stops(gtfs_input& input, gtfs_feed& feed) {
  input.read("stops.txt", kStopsMax, [&](auto& table) {
    auto const parents = read_rows(table, feed);
    find_parents(table, parents, feed);
    find_stations(table, feed);
    fill_gaps(table, feed);
  });
}

}  // namespace chepiao
