#include "api/stretch.h"

#include <algorithm>
#include <vector>

#include "timetable/search.h"

namespace chepiao::api {
namespace {

constexpr std::size_t kPlaceBytesMax = 256;

result<std::vector<station_id>> stations_named(timetable const& schedule,
                                               std::string_view text,
                                               std::string field) {
  auto found = std::vector<station_id>{};
  if (!text.empty() && text.size() <= kPlaceBytesMax) {
    found = resolve_place(schedule, text);
  }
  if (found.empty()) {
    return refuse(refusal_code::unknown_station, std::move(field));
  }
  return found;
}

// Does the stop lie at one of the stations? Nobody named: at the service's end.
bool is_meant(std::optional<std::vector<station_id>> const& stations,
              service const& run,
              std::size_t stop,
              std::size_t end) {
  return stations ? std::ranges::find(*stations, run.calls[stop].at) != stations->end()
                  : stop == end;
}

}  // namespace

result<known_departure> departure_of(timetable const& schedule,
                                     std::string_view text,
                                     std::string field) {
  auto const id = parse_departure_id(text);
  auto const* run = id ? schedule.find(id->service) : nullptr;
  if (run == nullptr || !schedule.runs(*id)) {
    return refuse(refusal_code::unknown_departure, std::move(field));
  }
  return known_departure{.id = *id, .run = run};
}

result<stretch_of_stops> stretch_between(timetable const& schedule,
                                         service const& run,
                                         std::optional<std::string_view> from,
                                         std::optional<std::string_view> to,
                                         std::string_view prefix) {
  auto boarding = std::optional<std::vector<station_id>>{};
  auto alighting = std::optional<std::vector<station_id>>{};
  if (from) {
    boarding = TRY(stations_named(schedule, *from, std::string{prefix} + "from"));
  }
  if (to) {
    alighting = TRY(stations_named(schedule, *to, std::string{prefix} + "to"));
  }
  auto last_boarding = std::optional<std::size_t>{};
  for (auto stop = std::size_t{0}; stop < run.calls.size(); ++stop) {
    if (last_boarding && run.calls[stop].alights &&
        is_meant(alighting, run, stop, run.calls.size() - 1)) {
      return stretch_of_stops{.from = stop_index{static_cast<std::uint16_t>(*last_boarding)},
                              .to = stop_index{static_cast<std::uint16_t>(stop)}};
    }
    if (run.calls[stop].boards && is_meant(boarding, run, stop, 0)) {
      last_boarding = stop;
    }
  }
  return refuse(refusal_code::not_served);
}

result<class_seats const*> class_on(timetable const& schedule,
                                    service const& run,
                                    std::string_view code,
                                    std::string field) {
  auto const id = schedule.class_by_code(code);
  auto const* seats = id ? schedule.seats_of(run, *id) : nullptr;
  if (seats == nullptr) {
    return refuse(refusal_code::unknown_class, std::move(field));
  }
  return seats;
}

}  // namespace chepiao::api
