#include <bit>
#include <utility>

#include "api/answers.h"
#include "api/json_text.h"
#include "api/query.h"
#include "api/stretch.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

struct asked_seats {
  known_departure departure;
  stretch_of_stops stretch;
  class_seats const* of = nullptr;
};

result<asked_seats> read(timetable const& schedule, http::request const& request) {
  auto const departure = TRY(departure_of(schedule, request.captures.at(0), "id"));
  auto const code = TRY(query_text(request, "class"));
  auto const* of = TRY(class_on(schedule, *departure.run, code, "class"));
  auto const stretch = TRY(stretch_between(schedule, *departure.run, request.query_value("from"),
                                           request.query_value("to"), ""));
  return asked_seats{.departure = departure, .stretch = stretch, .of = of};
}

bool is_taken(seat_map_view const& map, std::size_t seat) {
  return seat / 64 < map.taken.size() && (map.taken[seat / 64] >> seat % 64 & 1U) != 0;
}

void append_seat(std::string& out, seat const& s, bool taken) {
  out += "{\"label\":";
  append_quoted(out, s.label);
  out += ",\"row\":";
  append_number(out, unsigned{s.row});
  out += ",\"column\":";
  append_number(out, unsigned{s.column});
  out += ",\"position\":\"";
  out += text_of(s.position);
  out += taken ? "\",\"status\":\"taken\"}" : "\",\"status\":\"free\"}";
}

// Seats come in order of coach, so that each coach is one run of the list.
void append_coaches(std::string& out,
                    formation const& coaches,
                    class_seats const& of,
                    seat_map_view const& map) {
  auto open = std::optional<std::uint8_t>{};
  for (auto i = std::size_t{0}; i < of.seats.size(); ++i) {
    auto const& s = of.seats[i];
    if (open != s.coach) {
      out += open ? "]},{\"number\":" : "{\"number\":";
      append_quoted(out, coaches.coaches[s.coach].number);
      out += ",\"type\":";
      append_quoted(out, coaches.coaches[s.coach].type_name);
      out += ",\"seats\":[";
      open = s.coach;
    } else {
      out += ',';
    }
    append_seat(out, s, is_taken(map, i));
  }
  out += open ? "]}" : "";
}

std::string seats_text(get_seats const& with, asked_seats const& asked, seat_map_view const& map) {
  auto const& run = *asked.departure.run;
  auto taken = std::size_t{0};
  for (auto const word : map.taken) {
    taken += static_cast<std::size_t>(std::popcount(word));
  }
  auto out = std::string{};
  out.reserve(512 + 80 * asked.of->seats.size());
  out += "{\"departure_id\":\"";
  out += to_text(asked.departure.id);
  out += "\",\"from\":";
  out += with.names.station(run.calls[std::to_underlying(asked.stretch.from)].at);
  out += ",\"to\":";
  out += with.names.station(run.calls[std::to_underlying(asked.stretch.to)].at);
  out += ",\"class\":";
  append_quoted(out, with.schedule.place_classes[std::to_underlying(asked.of->place_class)].code);
  out += ",\"seats\":";
  append_number(out, map.seats);
  out += ",\"free\":";
  append_number(out, map.seats - taken);
  out += ",\"coaches\":[";
  append_coaches(out, with.schedule.formation_of(run), *asked.of, map);
  out += "]}";
  return out;
}

}  // namespace

void get_seats::operator()(http::request request, reply_to reply) const {
  auto const asked = read(schedule, request);
  if (!asked) {
    return reply->respond(refused(asked.error()));
  }
  sales.seat_map(
      asked->departure.id, asked->of->place_class, asked->stretch.from, asked->stretch.to,
      [with = *this, asked = *asked, reply = std::move(reply)](result<seat_map_view> map) mutable {
        if (!map) {
          return reply->respond(refused(map.error()));
        }
        // A long train is 100 kB of text: the thread that decides has seats to sell.
        respond_from(with.readers, urgency::browse, std::move(reply),
                     [with, asked, map = std::move(*map)] {
                       return private_json(200, seats_text(with, asked, map));
                     });
      });
}

}  // namespace chepiao::api::v1
