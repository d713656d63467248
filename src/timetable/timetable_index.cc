#include "timetable/timetable_index.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "timetable/position.h"
#include "timetable/text_fold.h"
#include "timetable/zone_time.h"

namespace chepiao {
namespace {

date::time_zone const* zone_named(std::string const& name) {
  auto const* const zone = find_zone(name);
  if (zone == nullptr) {
    throw std::runtime_error{"this machine does not know the time zone " + name};
  }
  return zone;
}

void check_ranges(timetable const& t) {
  for (auto i = std::size_t{0}; i < t.services.size(); ++i) {
    auto const& s = t.services[i];
    CHECK(position(s.id) == i);
    if (s.calls.empty()) {
      continue;
    }
    CHECK(s.calls.size() >= 2);
    CHECK(!s.numbers.empty());
    CHECK(s.formation < t.formations.size());
    CHECK(s.days < t.calendars.size());
    CHECK(s.zone < t.zones.size());
    for (auto const& c : s.calls) {
      CHECK(position(c.at) < t.stations.size());
    }
  }
  for (auto const& f : t.formations) {
    for (auto const& c : f.classes) {
      CHECK(position(c.place_class) < t.place_classes.size());
    }
  }
}

void index_calls(timetable const& t, timetable::index& out) {
  out.boardings.resize(t.stations.size());
  out.alightings.resize(t.stations.size());
  out.calls.resize(t.stations.size());
  for (auto const& s : t.services) {
    for (auto i = std::size_t{0}; i < s.calls.size(); ++i) {
      auto const& c = s.calls[i];
      auto const here =
          timetable::index::visit{s.id, static_cast<stop_index>(static_cast<std::uint16_t>(i))};
      ++out.calls[position(c.at)];
      if (c.boards && i + 1 < s.calls.size()) {
        out.boardings[position(c.at)].push_back(here);
      }
      if (c.alights && i > 0) {
        out.alightings[position(c.at)].push_back(here);
      }
    }
  }
}

void index_stations(timetable const& t, timetable::index& out) {
  auto known = std::vector<std::pair<std::string_view, date::time_zone const*>>{};
  auto const zone_of = [&](std::string_view name) {
    for (auto const& [of, zone] : known) {
      if (of == name) {
        return zone;
      }
    }
    known.emplace_back(name, zone_named(std::string{name}));
    return known.back().second;
  };
  for (auto i = std::size_t{0}; i < t.stations.size(); ++i) {
    auto const& s = t.stations[i];
    out.by_code.push_back(static_cast<station_id>(static_cast<std::uint32_t>(i)));
    out.station_zones.push_back(s.zone.empty() ? out.operator_zone : zone_of(s.zone));
    out.texts.push_back({folded(s.code), folded(s.name), folded(s.city)});
  }
  std::ranges::sort(out.by_code, {}, [&](station_id id) -> std::string_view {
    return t.stations[position(id)].code;
  });
}

// What is printed on a ticket and where it is.
std::uint64_t hash_of(formation const& f) {
  auto hash = sha256{};
  auto const add = [&hash](std::string_view text) { hash.update(text).update("\n"); };
  for (auto const& c : f.coaches) {
    add(c.number);
  }
  for (auto const& of_class : f.classes) {
    add("class " + std::to_string(std::to_underlying(of_class.place_class)));
    for (auto const& s : of_class.seats) {
      add(std::to_string(s.coach) + " " + s.label);
    }
  }
  return first_u64(hash.finish());
}

}  // namespace

void timetable::build_index() {
  check_ranges(*this);
  auto made = std::make_shared<index>();
  made->operator_zone = zone_named(operator_zone);
  for (auto const& zone : zones) {
    made->zones.push_back(zone_named(zone));
  }
  for (auto i = std::size_t{0}; i < place_classes.size(); ++i) {
    made->classes.emplace_back(place_classes[i].code,
                               static_cast<place_class_id>(static_cast<std::uint8_t>(i)));
  }
  std::ranges::sort(made->classes);
  for (auto const& f : formations) {
    made->formation_hashes.push_back(hash_of(f));
  }
  index_stations(*this, *made);
  index_calls(*this, *made);
  lookup = std::move(made);
}

}  // namespace chepiao
