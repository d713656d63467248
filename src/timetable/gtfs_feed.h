#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "timetable/timetable.h"

namespace chepiao {

// A GTFS feed in memory: rows that refer to each other by index, bad references already gone.

// Rows by their id, in the order of the file.
template <typename Row>
class gtfs_rows {
 public:
  // Nothing when the id is taken.
  std::optional<std::uint32_t> add(std::string_view id, Row row) {
    auto const next = static_cast<std::uint32_t>(rows_.size());
    if (!places_.emplace(id, next).second) {
      return std::nullopt;
    }
    rows_.push_back(std::move(row));
    return next;
  }
  std::optional<std::uint32_t> find(std::string_view id) const {
    auto const at = places_.find(id);
    return at == places_.end() ? std::nullopt : std::optional{at->second};
  }
  Row& operator[](std::uint32_t place) { return rows_[place]; }
  Row const& operator[](std::uint32_t place) const { return rows_[place]; }
  std::vector<Row> const& all() const { return rows_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }

 private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::vector<Row> rows_;
  std::unordered_map<std::string, std::uint32_t, text_hash, std::equal_to<>> places_;
};

struct gtfs_agency {
  std::string id;  // may be empty when there is only one
  std::string name;
  std::string zone;
};

enum class gtfs_traffic : std::uint8_t { rail, bus };

struct gtfs_route {
  std::string id;
  std::string name;  // short name, else long name, else id
  std::uint32_t agency = 0;
  gtfs_traffic traffic = gtfs_traffic::rail;
};

struct gtfs_point {
  double latitude = 0;  // degrees
  double longitude = 0;
};

struct gtfs_stop {
  std::string id;
  std::string name;
  std::string zone;           // empty: none of its own
  std::uint32_t station = 0;  // its outermost parent, or itself
  std::optional<gtfs_point> where;
  std::uint32_t line = 0;
};

struct gtfs_trip {
  std::string id;
  std::string short_name;
  std::uint32_t route = 0;
  std::uint32_t service = 0;
  std::uint32_t line = 0;
};

struct gtfs_call {
  std::uint32_t trip = 0;
  std::uint32_t sequence = 0;
  std::uint32_t stop = 0;
  std::int32_t arrives_s = kNoTime;
  std::int32_t departs_s = kNoTime;
  double shape_distance = -1;  // in the feed's own unit; negative: none
  std::uint32_t line = 0;
  bool boards = true;
  bool alights = true;
};

// Departures of a trip every so often instead of at the times of its calls.
struct gtfs_frequency {
  std::uint32_t trip = 0;
  std::int32_t from_s = 0;
  std::int32_t until_s = 0;  // exclusive
  std::int32_t every_s = 0;  // at least a minute
};

struct gtfs_feed {
  std::string publisher;
  gtfs_rows<gtfs_agency> agencies;  // never empty
  gtfs_rows<gtfs_route> routes;
  gtfs_rows<calendar> services;
  gtfs_rows<gtfs_stop> stops;
  gtfs_rows<gtfs_trip> trips;
  std::vector<gtfs_call> calls;  // by trip, in the order of the run
  std::vector<gtfs_frequency> frequencies;
  std::optional<currency> money;  // of the first fare
};

class gtfs_input;

// Reads all tables. What is left out or repaired is in the input's report.
// Throws unusable_feed: missing_file, missing_column, no_agency, csv_..., and what the source
// throws.
gtfs_feed read_gtfs(gtfs_input&);

// The parts of it, in the order in which they need each other.
void read_gtfs_agencies(gtfs_input&, gtfs_feed&);
void read_gtfs_routes(gtfs_input&, gtfs_feed&);
void read_gtfs_services(gtfs_input&, gtfs_feed&);
void read_gtfs_stops(gtfs_input&, gtfs_feed&);
void read_gtfs_trips(gtfs_input&, gtfs_feed&);
void read_gtfs_calls(gtfs_input&, gtfs_feed&);
void read_gtfs_frequencies(gtfs_input&, gtfs_feed&);

}  // namespace chepiao
