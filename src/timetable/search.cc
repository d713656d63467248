#include "timetable/search.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "timetable/position.h"
#include "timetable/timetable_index.h"
#include "timetable/zone_time.h"

namespace chepiao {
namespace {

using visit = timetable::index::visit;

constexpr std::pair<service_id, stop_index> order_of(visit const& v) {
  return {v.service, v.stop};
}

// The visits of several stations in one list, sorted by service and stop, none twice.
std::vector<visit> gathered(std::vector<std::vector<visit>> const& by_station,
                            std::vector<station_id> const& stations) {
  auto out = std::vector<visit>{};
  for (auto const id : stations) {
    if (position(id) < by_station.size()) {
      auto const& of = by_station[position(id)];
      out.insert(out.end(), of.begin(), of.end());
    }
  }
  if (stations.size() > 1) {
    std::ranges::sort(out, {}, order_of);
    auto const doubles = std::ranges::unique(out, {}, order_of);
    out.erase(doubles.begin(), doubles.end());
  }
  return out;
}

// Local times of a date, and the start of every service day that can touch it.
class day_window {
 public:
  // Zones lie up to 26 h apart, clock changes add one.
  static constexpr std::int32_t kSlackDays = 2;

  day_window(timetable const& t, service_day date)
      : schedule_{t},
        date_{date},
        begin_{calendar_day_start(*t.lookup->operator_zone, date)},
        end_{calendar_day_start(*t.lookup->operator_zone, date + 1)} {}

  service_day date() const { return date_; }
  bool holds(instant at) const { return begin_ <= at && at < end_; }

  instant start_of(std::uint32_t zone, service_day day) {
    for (auto const& known : starts_) {
      if (known.zone == zone && known.day == day) {
        return known.at;
      }
    }
    starts_.push_back({zone, day, service_day_start(*schedule_.lookup->zones[zone], day)});
    return starts_.back().at;
  }

 private:
  struct day_start {
    std::uint32_t zone;
    service_day day;
    instant at;
  };

  timetable const& schedule_;
  service_day date_;
  instant begin_;
  instant end_;
  std::vector<day_start> starts_;
};

bool earlier(direct_journey const& a, direct_journey const& b) {
  auto const key = [](direct_journey const& j) {
    return std::tuple{j.departs, j.departure.service, j.departure.day};
  };
  return key(a) < key(b);
}

std::int32_t departure_second(service const& s, stop_index stop) {
  auto const& c = s.calls[position(stop)];
  return c.departs_s != kNoTime ? c.departs_s : c.arrives_s;
}

std::int32_t arrival_second(service const& s, stop_index stop) {
  auto const& c = s.calls[position(stop)];
  return c.arrives_s != kNoTime ? c.arrives_s : c.departs_s;
}

// One service's boardings and alightings at the wanted stations.
struct candidate {
  service const* what;
  std::span<visit const> boardings;
  std::span<visit const> alightings;
};

// The pair for the run of `day`, if it leaves on the window's date.
std::optional<direct_journey> journey_on(candidate const& c, service_day day, day_window& window) {
  auto const start = window.start_of(c.what->zone, day);
  auto found = std::optional<direct_journey>{};
  auto alighting = c.alightings.begin();
  for (auto const& boarding : c.boardings) {
    auto const leaves = start + seconds{departure_second(*c.what, boarding.stop)};
    if (!window.holds(leaves)) {
      continue;
    }
    if (found && boarding.stop >= found->to) {
      break;
    }
    while (alighting != c.alightings.end() && alighting->stop <= boarding.stop) {
      ++alighting;
    }
    if (alighting == c.alightings.end()) {
      break;
    }
    found = direct_journey{.departure = {c.what->id, day},
                           .from = boarding.stop,
                           .to = alighting->stop,
                           .departs = leaves,
                           .arrives = start + seconds{arrival_second(*c.what, alighting->stop)}};
  }
  return found;
}

void add_journeys(timetable const& t,
                  candidate const& c,
                  day_window& window,
                  std::vector<direct_journey>& out) {
  auto const first = departure_second(*c.what, c.boardings.front().stop) / 86'400;
  auto const last = departure_second(*c.what, c.boardings.back().stop) / 86'400;
  auto const& days = t.calendars[c.what->days];
  for (auto back = first - day_window::kSlackDays; back <= last + day_window::kSlackDays; ++back) {
    auto const day = window.date() + -back;
    if (!days.runs_on(day)) {
      continue;
    }
    if (auto const found = journey_on(c, day, window)) {
      out.push_back(*found);
    }
  }
}

}  // namespace

std::vector<direct_journey> direct_journeys(timetable const& t,
                                            std::vector<station_id> const& from,
                                            std::vector<station_id> const& to,
                                            service_day date,
                                            std::size_t limit) {
  auto const boardings = gathered(t.lookup->boardings, from);
  auto const alightings = gathered(t.lookup->alightings, to);
  auto window = day_window{t, date};
  auto found = std::vector<direct_journey>{};
  auto a = alightings.begin();
  for (auto b = boardings.begin(); b != boardings.end();) {
    auto const id = b->service;
    auto const other = [id](visit const& v) { return v.service != id; };
    auto const b_end = std::find_if(b, boardings.end(), other);
    while (a != alightings.end() && a->service < id) {
      ++a;
    }
    auto const a_end = std::find_if(a, alightings.end(), other);
    if (a != a_end && b->stop < (a_end - 1)->stop) {
      add_journeys(t, {&t.services[position(id)], {b, b_end}, {a, a_end}}, window, found);
    }
    b = b_end;
    a = a_end;
  }
  std::ranges::sort(found, earlier);
  found.resize(std::min(limit, found.size()));
  return found;
}

}  // namespace chepiao
