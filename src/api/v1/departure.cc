#include "api/answers.h"
#include "api/json_text.h"
#include "api/stretch.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

void append_stops(std::string& out, timetable const& schedule, known_departure const& departure) {
  auto const& calls = departure.run->calls;
  for (auto i = std::size_t{0}; i < calls.size(); ++i) {
    auto const& at = *schedule.find(calls[i].at);
    auto const stop = stop_index{static_cast<std::uint16_t>(i)};
    auto const append_when = [&](std::int32_t known_s, instant when) {
      if (known_s == kNoTime) {
        out += "null";
      } else {
        append_time(out, when, schedule.utc_offset(calls[i].at, when));
      }
    };
    out += i == 0 ? "{\"code\":" : ",{\"code\":";
    append_quoted(out, at.code);
    out += ",\"name\":";
    append_quoted(out, at.name);
    out += ",\"arrives_at\":";
    append_when(i == 0 ? kNoTime : calls[i].arrives_s,
                schedule.arrives_at(*departure.run, departure.id.day, stop));
    out += ",\"departs_at\":";
    append_when(i + 1 == calls.size() ? kNoTime : calls[i].departs_s,
                schedule.departs_at(*departure.run, departure.id.day, stop));
    out += ",\"distance_km\":";
    if (departure.run->distance_usable && calls[i].distance_m != kNoDistance) {
      append_number(out, (calls[i].distance_m + 500) / 1000);
    } else {
      out += "null";
    }
    out += ",\"boards\":";
    out += json_bool(calls[i].boards);
    out += ",\"alights\":";
    out += json_bool(calls[i].alights);
    out += '}';
  }
}

void append_classes(std::string& out, wire_names const& names, formation const& coaches) {
  for (auto const& each : coaches.classes) {
    out += &each == coaches.classes.data() ? "{" : ",{";
    out += names.place_class(each.place_class);
    out += ",\"seats\":";
    append_number(out, each.seats.size());
    out += '}';
  }
}

bool has_seats_in(class_seats const& of, std::size_t coach_position) {
  for (auto const& seat : of.seats) {
    if (seat.coach == coach_position) {
      return true;
    }
  }
  return false;
}

void append_coaches(std::string& out, timetable const& schedule, formation const& of) {
  for (auto i = std::size_t{0}; i < of.coaches.size(); ++i) {
    out += i == 0 ? "{\"number\":" : ",{\"number\":";
    append_quoted(out, of.coaches[i].number);
    out += ",\"type\":";
    append_quoted(out, of.coaches[i].type_name);
    out += ",\"classes\":[";
    for (auto const& each : of.classes) {
      if (has_seats_in(each, i)) {
        out += out.back() == '[' ? "" : ",";
        append_quoted(out, schedule.place_classes[std::to_underlying(each.place_class)].code);
      }
    }
    out += "]}";
  }
}

}  // namespace

outcome get_departure::operator()(http::request const& request) const {
  auto const departure = TRY(departure_of(schedule, request.captures.at(0), "id"));
  auto const& coaches = schedule.formation_of(*departure.run);
  auto const now = time.now();
  auto const ahead = departure.id.day - schedule.today(now);
  auto const on_sale = ahead < limits.presale_days &&
                       schedule.departs_at(*departure.run, departure.id.day, stop_index{0}) > now;
  auto out = std::string{"{\"departure_id\":\""};
  out += to_text(departure.id);
  out += "\",\"date\":\"";
  out += to_text(departure.id.day);
  out += "\",";
  out += names.service(departure.run->id);
  out += ",\"formation\":";
  append_quoted(out, coaches.name);
  out += ",\"stops\":[";
  append_stops(out, schedule, departure);
  out += "],\"classes\":[";
  append_classes(out, names, coaches);
  out += "],\"coaches\":[";
  append_coaches(out, schedule, coaches);
  out += "],\"on_sale\":";
  out += json_bool(on_sale);
  out += ",\"formation_assumed\":";
  out += json_bool(coaches.assumed);
  out += ",\"fares_assumed\":";
  out += json_bool(prices.assumed);
  out += ",\"number_assumed\":";
  out += json_bool(departure.run->number_assumed);
  out += '}';
  return private_json(200, std::move(out));
}

}  // namespace chepiao::api::v1
