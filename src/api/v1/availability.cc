#include <utility>

#include "api/answers.h"
#include "api/free_seats.h"
#include "api/json_text.h"
#include "api/stretch.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

struct watched {
  known_departure departure;
  stretch_of_stops stretch;
};

result<watched> read(timetable const& schedule, http::request const& request) {
  auto const departure = TRY(departure_of(schedule, request.captures.at(0), "id"));
  auto const stretch = TRY(stretch_between(schedule, *departure.run, request.query_value("from"),
                                           request.query_value("to"), ""));
  return watched{.departure = departure, .stretch = stretch};
}

std::string counts_text(watch_availability const& with, watched const& what) {
  auto const& run = *what.departure.run;
  auto const* counts = with.sales.seats().find(what.departure.id);
  auto out = std::string{"{\"departure_id\":\""};
  out += to_text(what.departure.id);
  out += "\",\"from\":";
  out += with.names.station(run.calls[std::to_underlying(what.stretch.from)].at);
  out += ",\"to\":";
  out += with.names.station(run.calls[std::to_underlying(what.stretch.to)].at);
  out += ",\"classes\":[";
  for (auto const& each : with.schedule.formation_of(run).classes) {
    out += out.back() == '[' ? "{\"class\":" : ",{\"class\":";
    append_quoted(out, with.schedule.place_classes[std::to_underlying(each.place_class)].code);
    out += ",\"available\":";
    append_number(out, free_seats(counts, each, what.stretch.from, what.stretch.to));
    out += '}';
  }
  out += "]}";
  return out;
}

}  // namespace

void watch_availability::operator()(http::request request, reply_to reply) const {
  auto const what = read(schedule, request);
  if (!what) {
    return reply->respond(refused(what.error()));
  }
  auto stream = reply->stream();
  if (!stream) {
    return;
  }
  auto const followed = live.follow(
      what->departure.id, stream, [with = *this, what = *what] { return counts_text(with, what); });
  if (!followed) {
    stream->close();
  }
}

}  // namespace chepiao::api::v1
