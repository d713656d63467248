#include "api/answers.h"
#include "api/json_text.h"
#include "api/query.h"
#include "api/v1/endpoints.h"
#include "timetable/search.h"

namespace chepiao::api::v1 {
namespace {

constexpr std::size_t kQueryBytesMax = 256;

void append_station(std::string& out, station const& s) {
  out += "{\"code\":";
  append_quoted(out, s.code);
  out += ",\"name\":";
  append_quoted(out, s.name);
  out += ",\"pinyin\":";
  append_quoted(out, s.pinyin);
  out += ",\"initials\":";
  append_quoted(out, s.initials);
  out += ",\"city\":";
  append_quoted(out, s.city);
  out += ",\"code_assumed\":";
  out += json_bool(s.code_assumed);
  out += '}';
}

}  // namespace

outcome find_stations_endpoint::operator()(http::request const& request) const {
  auto const text = request.query_value("q").value_or("");
  if (text.size() > kQueryBytesMax) {
    return refuse(refusal_code::invalid_field, "q");
  }
  auto const limit = TRY(query_number(request, "limit", {.least = 1, .most = 50, .otherwise = 20}));
  auto out = std::string{"{\"stations\":["};
  auto const found =
      text.empty() ? busiest_stations(schedule, limit) : find_stations(schedule, text, limit);
  for (auto const id : found) {
    out += out.back() == '[' ? "" : ",";
    append_station(out, *schedule.find(id));
  }
  out += "]}";
  return shared_answer(request, "application/json", std::move(out));
}

}  // namespace chepiao::api::v1
