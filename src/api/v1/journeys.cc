#include <string>
#include <utility>
#include <vector>

#include "api/answers.h"
#include "api/journeys_text.h"
#include "api/json_text.h"
#include "api/query.h"
#include "api/v1/endpoints.h"
#include "timetable/search.h"

namespace chepiao::api::v1 {
namespace {

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

// The same text is the same question: places are not looked up for what was answered before. A date
// has one spelling.
std::string question_of(http::request const& request) {
  auto const from = request.query_value("from").value_or("");
  auto out = std::string{request.query_value("date").value_or("")};
  out += ' ';
  append_number(out, from.size());
  out += ' ';
  out += from;
  out += request.query_value("to").value_or("");
  return out;
}

}  // namespace

outcome find_journeys::operator()(http::request const& request) const {
  auto const now = time.now();
  auto question = question_of(request);
  if (auto const known = answers.find(question, now, sales.seats())) {
    return tagged_answer(request, known->tag, known->body);
  }
  auto const from = TRY(stations_at(schedule, request, "from"));
  auto const to = TRY(stations_at(schedule, request, "to"));
  auto const day = TRY(query_day(request, "date"));
  auto const today = schedule.today(now);
  if (day < today) {
    return refuse(refusal_code::past_date, "date");
  }
  if (day - today >= limits.presale_days) {
    return refuse(refusal_code::not_on_sale, "date");
  }
  auto const text = journeys_text{schedule, prices, names, sales.seats()};
  auto const made =
      answers.keep(std::move(question), text(direct_journeys(schedule, from, to, day), day, now));
  return tagged_answer(request, made->tag, made->body);
}

}  // namespace chepiao::api::v1
