#include <algorithm>
#include <vector>

#include "api/answers.h"
#include "api/free_seats.h"
#include "api/json_text.h"
#include "api/query.h"
#include "api/v1/endpoints.h"
#include "timetable/search.h"

namespace chepiao::api::v1 {
namespace {

constexpr std::size_t kBytesPerJourney = 1024;
constexpr std::size_t kPlaceBytesMax = 256;

result<std::vector<station_id>> stations_at(timetable const& schedule,
                                            http::request const& request,
                                            std::string_view name) {
  auto const text = TRY(query_text(request, name));
  auto found = std::vector<station_id>{};
  if (text.size() <= kPlaceBytesMax) {
    found = resolve_place(schedule, text);
  }
  if (found.empty()) {
    return refuse(refusal_code::unknown_station, std::string{name});
  }
  return found;
}

// One journey with what its pieces need, so that each is looked up once.
struct offer {
  direct_journey const& way;
  service const& run;
  instant departs{};
  instant arrives{};

  std::int64_t minutes() const {
    return std::chrono::duration_cast<std::chrono::minutes>(arrives - departs).count();
  }
};

void append_leg(std::string& out, find_journeys const& with, offer const& o) {
  auto const& from = o.run.calls[std::to_underlying(o.way.from)];
  auto const& to = o.run.calls[std::to_underlying(o.way.to)];
  out += "{\"departure_id\":\"";
  append_number(out, std::to_underlying(o.way.departure.service));
  out += '-';
  out += to_compact_text(o.way.departure.day);
  out += "\",";
  out += with.names.service(o.run.id);
  out += ",\"from\":";
  out += with.names.station(from.at);
  out += ",\"to\":";
  out += with.names.station(to.at);
  out += ",\"departs_at\":";
  append_time(out, o.departs, with.schedule.utc_offset(from.at, o.departs));
  out += ",\"arrives_at\":";
  append_time(out, o.arrives, with.schedule.utc_offset(to.at, o.arrives));
  out += ",\"duration_minutes\":";
  append_number(out, o.minutes());
  out += ",\"distance_km\":";
  auto const known =
      o.run.distance_usable && from.distance_m != kNoDistance && to.distance_m != kNoDistance;
  if (known) {
    append_number(out, (to.distance_m - from.distance_m + 500) / 1000);
  } else {
    out += "null";
  }
  out += '}';
}

void append_classes(std::string& out, find_journeys const& with, offer const& o) {
  auto const* counts = with.sales.seats().find(o.way.departure);
  auto first = true;
  for (auto const& each : with.schedule.formation_of(o.run).classes) {
    out += first ? "{" : ",{";
    first = false;
    out += with.names.place_class(each.place_class);
    out += ",\"available\":";
    append_number(out, free_seats(counts, each, o.way.from, o.way.to));
    out += ",\"price\":";
    auto const price = price_of(with.prices, with.schedule, o.run, o.way.from, o.way.to,
                                each.place_class, passenger_type::adult);
    if (price) {
      append_money(out, *price, with.schedule.money);
    } else {
      out += "null";
    }
    out += '}';
  }
}

void append_journey(std::string& out, find_journeys const& with, offer const& o) {
  out += out.back() == '[' ? "{\"legs\":[" : ",{\"legs\":[";
  append_leg(out, with, o);
  out += "],\"duration_minutes\":";
  append_number(out, o.minutes());
  out += ",\"classes\":[";
  append_classes(out, with, o);
  out += "],\"fares_assumed\":";
  out += json_bool(with.prices.assumed);
  out += ",\"formation_assumed\":";
  out += json_bool(with.schedule.formation_of(o.run).assumed);
  out += '}';
}

}  // namespace

outcome find_journeys::operator()(http::request const& request) const {
  auto const from = TRY(stations_at(schedule, request, "from"));
  auto const to = TRY(stations_at(schedule, request, "to"));
  auto const day = TRY(query_day(request, "date"));
  auto const now = time.now();
  auto const today = schedule.today(now);
  if (day < today) {
    return refuse(refusal_code::past_date, "date");
  }
  if (day - today >= limits.presale_days) {
    return refuse(refusal_code::not_on_sale, "date");
  }
  auto const ways = direct_journeys(schedule, from, to, day);
  auto out = std::string{};
  out.reserve(64 + kBytesPerJourney * ways.size());
  out += "{\"date\":\"";
  out += to_text(day);
  out += "\",\"journeys\":[";
  for (auto const& way : ways) {
    auto const& run = *schedule.find(way.departure.service);
    auto const departs = schedule.departs_at(run, way.departure.day, way.from);
    if (departs > now) {
      append_journey(out, *this,
                     {.way = way,
                      .run = run,
                      .departs = departs,
                      .arrives = schedule.arrives_at(run, way.departure.day, way.to)});
    }
  }
  out += "]}";
  return private_json(200, std::move(out));
}

}  // namespace chepiao::api::v1
