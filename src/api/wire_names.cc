#include "api/wire_names.h"

#include <utility>

#include "api/json_text.h"

namespace chepiao::api {
namespace {

constexpr auto kNowhere = std::string_view{R"({"code":"","name":""})"};

std::string joined(std::vector<std::string> const& numbers) {
  auto text = std::string{};
  for (auto const& number : numbers) {
    text += text.empty() ? "" : "/";
    text += number;
  }
  return text;
}

std::string quoted(std::string_view text) {
  auto out = std::string{};
  append_quoted(out, text);
  return out;
}

std::string service_piece(service const& s, std::string_view title) {
  auto out = std::string{"\"service\":"};
  out += title;
  out += ",\"numbers\":[";
  for (auto const& number : s.numbers) {
    out += &number == s.numbers.data() ? "" : ",";
    append_quoted(out, number);
  }
  out += "],\"kind\":";
  append_quoted(out, s.kind);
  return out;
}

std::string_view at(std::vector<std::string> const& pieces,
                    std::size_t index,
                    std::string_view missing) {
  return index < pieces.size() ? std::string_view{pieces[index]} : missing;
}

}  // namespace

wire_names::wire_names(timetable const& schedule) {
  stations_.reserve(schedule.stations.size());
  for (auto const& s : schedule.stations) {
    stations_.push_back("{\"code\":" + quoted(s.code) + ",\"name\":" + quoted(s.name) + "}");
  }
  for (auto const& c : schedule.place_classes) {
    classes_.push_back("\"class\":" + quoted(c.code) + ",\"name\":" + quoted(c.name_zh) +
                       ",\"name_en\":" + quoted(c.name_en));
  }
  services_.reserve(schedule.services.size());
  titles_.reserve(schedule.services.size());
  for (auto const& s : schedule.services) {
    titles_.push_back(quoted(s.numbers.empty() ? s.key : joined(s.numbers)));
    services_.push_back(service_piece(s, titles_.back()));
  }
}

std::string_view wire_names::station(station_id id) const {
  return at(stations_, std::to_underlying(id), kNowhere);
}

std::string_view wire_names::place_class(place_class_id id) const {
  return at(classes_, std::to_underlying(id), R"("class":"","name":"","name_en":"")");
}

std::string_view wire_names::service(service_id id) const {
  return at(services_, std::to_underlying(id), R"("service":"","numbers":[],"kind":"")");
}

std::string_view wire_names::service_title(service_id id) const {
  return at(titles_, std::to_underlying(id), R"("")");
}

}  // namespace chepiao::api
