#include "timetable/timetable.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "timetable/position.h"
#include "timetable/timetable_index.h"
#include "timetable/zone_time.h"

namespace chepiao {
namespace {

bool contains(std::vector<service_day> const& sorted, service_day day) {
  return std::ranges::binary_search(sorted, day);
}

// The one that is there: the last stop may know only its arrival, the first only its departure.
std::int32_t either(std::int32_t wanted, std::int32_t other) {
  return wanted != kNoTime ? wanted : other;
}

instant time_at(timetable const& t,
                service const& s,
                service_day day,
                std::int32_t seconds_of_day) {
  CHECK(seconds_of_day != kNoTime);
  return service_day_start(*t.lookup->zones[s.zone], day) + seconds{seconds_of_day};
}

// FNV-1a over 64-bit words: the value is written into journals, so it may never change.
class fingerprint {
 public:
  explicit fingerprint(std::uint64_t seed) : value_{seed} {}
  fingerprint& add(std::uint64_t word) {
    for (auto i = 0; i < 8; ++i) {
      value_ = (value_ ^ (word & 0xFFU)) * 0x100000001B3ULL;
      word >>= 8U;
    }
    return *this;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_;
};

}  // namespace

bool calendar::runs_on(service_day day) const {
  if (contains(added, day)) {
    return true;
  }
  if (day < from || day > until || ((weekdays >> weekday(day)) & 1) == 0) {
    return false;
  }
  return !contains(removed, day);
}

service const* timetable::find(service_id id) const {
  if (position(id) >= services.size() || services[position(id)].calls.empty()) {
    return nullptr;
  }
  return &services[position(id)];
}

station const* timetable::find(station_id id) const {
  return position(id) < stations.size() ? &stations[position(id)] : nullptr;
}

std::optional<station_id> timetable::station_by_code(std::string_view code) const {
  auto const code_of = [this](station_id id) -> std::string_view {
    return stations[position(id)].code;
  };
  auto const at = std::ranges::lower_bound(lookup->by_code, code, {}, code_of);
  if (at == lookup->by_code.end() || code_of(*at) != code) {
    return std::nullopt;
  }
  return *at;
}

std::optional<place_class_id> timetable::class_by_code(std::string_view code) const {
  auto const code_of = [](auto const& row) -> std::string_view { return row.first; };
  auto const at = std::ranges::lower_bound(lookup->classes, code, {}, code_of);
  if (at == lookup->classes.end() || at->first != code) {
    return std::nullopt;
  }
  return at->second;
}

class_seats const* timetable::seats_of(service const& s, place_class_id wanted) const {
  auto const& classes = formations[s.formation].classes;
  auto const at = std::ranges::find(classes, wanted, &class_seats::place_class);
  return at == classes.end() ? nullptr : &*at;
}

bool timetable::runs(departure_id id) const {
  auto const* const s = find(id.service);
  return s != nullptr && calendars[s->days].runs_on(id.day);
}

instant timetable::departs_at(service const& s, service_day day, stop_index stop) const {
  auto const& c = s.calls[position(stop)];
  return time_at(*this, s, day, either(c.departs_s, c.arrives_s));
}

instant timetable::arrives_at(service const& s, service_day day, stop_index stop) const {
  auto const& c = s.calls[position(stop)];
  return time_at(*this, s, day, either(c.arrives_s, c.departs_s));
}

seconds timetable::utc_offset(station_id id, instant at) const {
  return utc_offset_at(*lookup->station_zones[position(id)], at);
}

service_day timetable::today(instant now) const {
  return calendar_day_of(*lookup->operator_zone, now);
}

instant timetable::day_start(service_day day) const {
  return calendar_day_start(*lookup->operator_zone, day);
}

std::uint64_t timetable::layout_hash(service const& s) const {
  auto out = fingerprint{lookup->formation_hashes[s.formation]};
  for (auto const& c : s.calls) {
    out.add(std::to_underlying(c.at));
  }
  return out.add(s.calls.size()).value();
}

}  // namespace chepiao
