#include "timetable/gtfs_runs.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "timetable/gtfs_times.h"
#include "timetable/gtfs_value.h"

namespace chepiao {
namespace {

// What frequencies.txt may make in all.
constexpr std::size_t kDeparturesMax = 100'000;

std::string clock_text(std::int32_t seconds) {
  return fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
}

std::int32_t departure_of(run_draft const& draft) {
  return draft.calls.front().departs_s;
}

run_draft moved(run_draft draft, std::int32_t departs_s) {
  auto const shift = departs_s - departure_of(draft);
  for (auto& c : draft.calls) {
    c.arrives_s = c.arrives_s == kNoTime ? kNoTime : c.arrives_s + shift;
    c.departs_s = c.departs_s == kNoTime ? kNoTime : c.departs_s + shift;
  }
  draft.key += fmt::format("@{}", departs_s);
  draft.number += ' ' + clock_text(departs_s);
  draft.number_assumed = true;
  return draft;
}

}  // namespace

gtfs_runs::gtfs_runs(gtfs_feed& feed,
                     timetable_builder& builder,
                     import_report& report,
                     import_options const& options)
    : feed_{feed},
      builder_{builder},
      report_{report},
      distances_{feed},
      has_mapping_{options.mapping.has_value()},
      stations_(feed.stops.size()),
      first_calls_(feed.trips.size() + 1),
      frequencies_(feed.trips.size()) {
  for (auto const& call : feed_.calls) {
    ++first_calls_[call.trip + 1];
  }
  std::partial_sum(first_calls_.begin(), first_calls_.end(), first_calls_.begin());
  for (auto const& f : feed_.frequencies) {
    frequencies_[f.trip].push_back(f);
  }
  // One trip called by an internal id makes ids useless for all: half of the numbers would be
  // guesses.
  ids_are_numbers_ = std::ranges::all_of(feed_.trips.all(), [](gtfs_trip const& t) {
    return !t.short_name.empty() || looks_like_public_number(t.id);
  });
}

void gtfs_runs::add_stations() {
  auto called = std::vector<bool>(feed_.stops.size());
  for (auto const& call : feed_.calls) {
    called[call.stop] = true;
    called[feed_.stops[call.stop].station] = true;
  }
  auto const& operator_zone = feed_.agencies[0].zone;
  for (auto i = std::uint32_t{0}; i < feed_.stops.size(); ++i) {
    auto const& stop = feed_.stops[i];
    if (!called[i]) {
      report_.reject({"stops.txt", stop.line, "stop_without_calls", stop.id});
    } else if (stop.station == i) {
      auto made = station{};
      made.code = stop.id;
      made.name = stop.name;
      made.zone = stop.zone == operator_zone ? std::string{} : stop.zone;
      stations_[i] = builder_.add_station(std::move(made));
    }
  }
  for (auto i = std::uint32_t{0}; i < feed_.stops.size(); ++i) {
    stations_[i] = stations_[feed_.stops[i].station];
  }
}

void gtfs_runs::add_trips() {
  auto order = std::vector<std::uint32_t>(feed_.trips.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](auto t) { return std::string_view{feed_.trips[t].id}; });
  for (auto const trip : order) {
    add_trip(trip);
  }
}

void gtfs_runs::add_trip(std::uint32_t trip) {
  auto const calls = repair_gtfs_times(calls_of(trip), report_);
  if (calls.size() < 2) {
    drop(trip, calls, "too_few_calls");
    return;
  }
  auto draft = draft_of(trip, calls);
  if (!frequencies_[trip].empty()) {
    add_departures(draft, trip);
  } else if (auto const defect = builder_.add_run(std::move(draft))) {
    drop(trip, calls, *defect);
  }
}

// One run for every departure that the trip's frequencies promise.
void gtfs_runs::add_departures(run_draft const& draft, std::uint32_t trip) {
  for (auto const& f : frequencies_[trip]) {
    for (auto departs_s = f.from_s; departs_s < f.until_s; departs_s += f.every_s) {
      if (departures_added_ == kDeparturesMax) {
        report_.reject({"frequencies.txt", 0, "too_many_departures", feed_.trips[trip].id});
        return;
      }
      ++departures_added_;
      auto made = moved(draft, departs_s);
      auto const key = made.key;
      if (auto const defect = builder_.add_run(std::move(made))) {
        report_.reject({"frequencies.txt", 0, std::string{*defect}, key});
      }
    }
  }
}

run_draft gtfs_runs::draft_of(std::uint32_t trip, std::span<gtfs_call const> calls) {
  auto const& about = feed_.trips[trip];
  auto const& route = feed_.routes[about.route];
  auto const& agency = feed_.agencies[route.agency];
  auto draft = run_draft{};
  draft.key = fmt::format("gtfs:{}:{}", agency.id.empty() ? agency.name : agency.id, about.id);
  draft.kind = route.name;
  if (route.traffic == gtfs_traffic::bus) {
    draft.rule_kind = "bus";
  } else if (!has_mapping_) {
    // The built-in rules know Chinese train classes; a line that is called "D" elsewhere is none.
    draft.rule_kind = "rail";
  }
  draft.number_assumed = about.short_name.empty() && !ids_are_numbers_;
  draft.number = draft.number_assumed       ? fmt::format("{} {}", route.name, about.id)
                 : about.short_name.empty() ? about.id
                                            : about.short_name;
  draft.group = draft.number_assumed ? "route " + route.id : "number " + draft.number;
  draft.zone = builder_.zone(agency.zone);
  draft.days = feed_.services[about.service];
  for (auto const& c : calls) {
    draft.calls.push_back({.at = *stations_[c.stop],
                           .arrives_s = c.arrives_s,
                           .departs_s = c.departs_s,
                           .boards = c.boards,
                           .alights = c.alights});
  }
  auto const origin = distances_.measure(calls, draft.calls);
  draft.distance_usable = origin != gtfs_distances::origin::none;
  auto const has_own = std::ranges::any_of(calls, [](auto& c) { return c.shape_distance > 0; });
  if (has_own && origin != gtfs_distances::origin::feed) {
    report_.repair({"trips.txt", about.line, "distance_not_rising", about.id});
  }
  return draft;
}

std::span<gtfs_call> gtfs_runs::calls_of(std::uint32_t trip) {
  return std::span{feed_.calls}.subspan(first_calls_[trip],
                                        first_calls_[trip + 1] - first_calls_[trip]);
}

void gtfs_runs::drop(std::uint32_t trip,
                     std::span<gtfs_call const> calls,
                     std::string_view reason) {
  auto const& about = feed_.trips[trip];
  report_.reject({"trips.txt", about.line, std::string{reason}, about.id});
  for (auto const& c : calls) {
    report_.reject({"stop_times.txt", c.line, "call_of_dropped_trip", about.id});
  }
}

}  // namespace chepiao
