#include "api/journeys_text.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "api/free_seats.h"
#include "api/json_text.h"
#include "timetable/local_offsets.h"

namespace chepiao::api {
namespace {

constexpr std::size_t kBytesPerJourney = 800;

// One journey with what its pieces need, so that each is looked up once.
struct offer {
  direct_journey const& way;
  service const& run;
  free_counts const* counts = nullptr;

  std::int64_t minutes() const {
    return std::chrono::duration_cast<std::chrono::minutes>(way.arrives - way.departs).count();
  }
};

// What the journeys of one answer have in common.
struct repeated {
  local_offsets offsets;
  service_day day{};
  std::string day_text = to_compact_text(day);

  std::string_view text_of(service_day other) {
    if (other != day) {
      day = other;
      day_text = to_compact_text(day);
    }
    return day_text;
  }
};

void append_leg(std::string& out, journeys_text const& with, offer const& o, repeated& shared) {
  auto const& from = o.run.calls[std::to_underlying(o.way.from)];
  auto const& to = o.run.calls[std::to_underlying(o.way.to)];
  out += "{\"departure_id\":\"";
  append_number(out, std::to_underlying(o.way.departure.service));
  out += '-';
  out += shared.text_of(o.way.departure.day);
  out += "\",";
  out += with.names.service(o.run.id);
  out += ",\"from\":";
  out += with.names.station(from.at);
  out += ",\"to\":";
  out += with.names.station(to.at);
  out += ",\"departs_at\":";
  append_time(out, o.way.departs, shared.offsets.at(from.at, o.way.departs));
  out += ",\"arrives_at\":";
  append_time(out, o.way.arrives, shared.offsets.at(to.at, o.way.arrives));
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

void append_classes(std::string& out, journeys_text const& with, offer const& o) {
  auto first = true;
  for (auto const& each : with.schedule.formation_of(o.run).classes) {
    out += first ? "{" : ",{";
    first = false;
    out += with.names.place_class(each.place_class);
    out += ",\"available\":";
    append_number(out, free_seats(o.counts, each, o.way.from, o.way.to));
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

void append_journey(std::string& out, journeys_text const& with, offer const& o, repeated& shared) {
  out += out.back() == '[' ? "{\"legs\":[" : ",{\"legs\":[";
  append_leg(out, with, o, shared);
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

search_answer journeys_text::operator()(std::vector<direct_journey> const& ways,
                                        service_day date,
                                        instant now) const {
  auto const today = schedule.today(now);
  auto answer = search_answer{.body = nullptr,
                              .from = schedule.day_start(today),
                              .until = schedule.day_start(today + 1),
                              .counts = {}};
  auto shared = repeated{.offsets = local_offsets{schedule}, .day = date};
  auto out = std::string{};
  out.reserve(64 + kBytesPerJourney * ways.size());
  answer.counts.reserve(ways.size());
  out += "{\"date\":\"";
  out += to_text(date);
  out += "\",\"journeys\":[";
  for (auto const& way : ways) {
    if (way.departs <= now) {
      answer.from = std::max(answer.from, way.departs);
      continue;
    }
    answer.until = std::min(answer.until, way.departs);
    auto const* const counts = seats.find(way.departure);
    answer.counts.emplace_back(way.departure, counts != nullptr ? counts->version() : 0);
    append_journey(out, *this,
                   {.way = way, .run = *schedule.find(way.departure.service), .counts = counts},
                   shared);
  }
  out += "]}";
  answer.body = std::make_shared<std::string const>(std::move(out));
  return answer;
}

}  // namespace chepiao::api
