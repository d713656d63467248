#include <algorithm>
#include <string>

#include "timetable/builder.h"
#include "timetable/gtfs_feed.h"
#include "timetable/gtfs_input.h"
#include "timetable/gtfs_value.h"

namespace chepiao {
namespace {

constexpr std::uint64_t kAgenciesMax = 10'000;
constexpr std::uint64_t kRoutesMax = 100'000;
constexpr std::uint64_t kFaresMax = 5'000'000;

// Route types 3 and 11, and the extended ones for coaches, buses and trolleybuses.
gtfs_traffic traffic_of(std::string_view route_type) {
  auto const type = parse_gtfs_number(route_type).value_or(2);
  auto const is_bus =
      type == 3 || type == 11 || (type >= 200 && type < 300) || (type >= 700 && type < 900);
  return is_bus ? gtfs_traffic::bus : gtfs_traffic::rail;
}

void read_agency_rows(gtfs_table& table, gtfs_feed& feed) {
  auto const name = table.required("agency_name");
  auto const zone = table.required("agency_timezone");
  auto const id = table.optional("agency_id");
  while (table.next()) {
    auto row =
        gtfs_agency{std::string{table[id]}, std::string{table[name]}, std::string{table[zone]}};
    if (!timetable_builder::zone_known(row.zone)) {
      if (feed.agencies.size() == 0) {
        throw unusable_feed{"unknown_zone",
                            "agency.txt: time zone " + row.zone.substr(0, 60) + " is not known"};
      }
      table.repair("unknown_zone", row.zone);
      row.zone = feed.agencies[0].zone;
    }
    if (!feed.agencies.add(table[id], std::move(row))) {
      table.reject("duplicate_agency", std::string{table[id]});
    }
  }
  if (feed.agencies.size() == 0) {
    throw unusable_feed{"no_agency", "agency.txt has no row that can be used"};
  }
}

void read_publisher(gtfs_table& table, gtfs_feed& feed) {
  auto const publisher = table.optional("feed_publisher_name");
  while (table.next()) {
    if (feed.publisher.empty()) {
      feed.publisher = table[publisher];
    }
  }
}

void read_money(gtfs_table& table, gtfs_feed& feed) {
  auto const type = table.optional("currency_type");
  while (table.next()) {
    auto const code = table[type];
    auto const is_code =
        code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!feed.money && is_code) {
      feed.money = currency{{code[0], code[1], code[2]}};
    }
  }
}

void read_route_rows(gtfs_table& table, gtfs_feed& feed) {
  auto const id = table.required("route_id");
  auto const type = table.optional("route_type");
  auto const agency = table.optional("agency_id");
  auto const short_name = table.optional("route_short_name");
  auto const long_name = table.optional("route_long_name");
  while (table.next()) {
    if (table[id].empty() || table[id].size() > gtfs_input::kIdMax) {
      table.reject("bad_id", "route_id");
      continue;
    }
    auto const owner =
        table[agency].empty() ? std::optional<std::uint32_t>{0} : feed.agencies.find(table[agency]);
    if (!owner) {
      table.repair("orphan_agency", std::string{table[agency]});
    }
    auto const name = !table[short_name].empty()  ? table[short_name]
                      : !table[long_name].empty() ? table[long_name]
                                                  : table[id];
    auto row = gtfs_route{std::string{table[id]}, std::string{name}, owner.value_or(0),
                          traffic_of(table[type])};
    if (!feed.routes.add(table[id], std::move(row))) {
      table.reject("duplicate_route", std::string{table[id]});
    }
  }
}

}  // namespace

void read_gtfs_agencies(gtfs_input& input, gtfs_feed& feed) {
  input.read("agency.txt", kAgenciesMax, [&](auto& table) { read_agency_rows(table, feed); });
  if (input.has("feed_info.txt")) {
    input.read("feed_info.txt", kAgenciesMax, [&](auto& table) { read_publisher(table, feed); });
  }
  if (input.has("fare_attributes.txt")) {
    input.read("fare_attributes.txt", kFaresMax, [&](auto& table) { read_money(table, feed); });
  }
}

void read_gtfs_routes(gtfs_input& input, gtfs_feed& feed) {
  input.read("routes.txt", kRoutesMax, [&](auto& table) { read_route_rows(table, feed); });
}

}  // namespace chepiao
