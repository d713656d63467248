#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/ids.h"
#include "base/io.h"
#include "base/money.h"
#include "base/result.h"
#include "event/event.h"
#include "timetable/timetable.h"

namespace chepiao {

// Price per distance for one class and kind of service.
struct distance_rate {
  std::string kind;  // service kind it applies to; "" = any other
  place_class_id place_class{};
  std::int64_t minor_per_1000_km = 0;  // 46 fen a kilometre = 46000
  minor_units minimum{};
};

// What one traveller pays, as whole percent of the adult price.
struct passenger_rate {
  passenger_type type{};
  std::int32_t percent = 100;
};

// An exact price for a pair of stations; goes before any rate.
struct pair_fare {
  std::string kind;  // "" = any
  station_id from{};
  station_id to{};
  place_class_id place_class{};
  minor_units amount{};
};

struct tariff {
  std::int32_t version = 1;
  bool assumed = false;             // the feed had no fares: shown to the buyer
  std::int32_t rounding_step = 50;  // minor units, half up
  std::vector<distance_rate> rates;
  std::vector<passenger_rate> passengers;
  std::vector<pair_fare> pairs;  // sorted by build_index

  void build_index();
};

// The price of one ticket. Refusals: no_fare (no pair, and no rate or no usable distance).
result<minor_units> price_of(tariff const&,
                             timetable const&,
                             service const&,
                             stop_index from,
                             stop_index to,
                             place_class_id,
                             passenger_type);

// DIR/tariff.bin; same rules as the timetable's file.
std::optional<tariff> load_tariff(io&, std::filesystem::path const& data_folder);
void save_tariff(io&, std::filesystem::path const& data_folder, tariff const&);

}  // namespace chepiao
