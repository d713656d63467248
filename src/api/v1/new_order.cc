#include "api/v1/new_order.h"

#include <array>
#include <optional>
#include <utility>

#include "api/json_body.h"
#include "api/stretch.h"

namespace chepiao::api::v1 {
namespace {

namespace json = boost::json;

constexpr std::size_t kShortBytesMax = 64;
constexpr std::size_t kPlaceBytesMax = 256;
constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kPassengersReadMax = 64;  // beyond: not even counted as too many

template <typename Enum>
struct word {
  std::string_view text;
  Enum value;
};

constexpr auto kDocumentTypes = std::to_array<word<document_type>>({
    {"resident_id", document_type::resident_id},
    {"passport", document_type::passport},
    {"hk_macau_permit", document_type::hk_macau_permit},
    {"taiwan_permit", document_type::taiwan_permit},
    {"foreigner_residence", document_type::foreigner_residence},
});

constexpr auto kPassengerTypes = std::to_array<word<passenger_type>>({
    {"adult", passenger_type::adult},
    {"child", passenger_type::child},
    {"student", passenger_type::student},
    {"disabled", passenger_type::disabled},
});

template <typename Words>
auto one_of(json_fields const& fields, std::string_view name, Words const& words)
    -> result<decltype(words[0].value)> {
  auto const text = TRY(fields.text(name, kShortBytesMax));
  for (auto const& each : words) {
    if (each.text == text) {
      return each.value;
    }
  }
  return refuse(refusal_code::invalid_field, fields.path_of(name));
}

result<std::vector<named_seat>> read_seats(json_fields const& leg, std::size_t passengers) {
  auto seats = std::vector<named_seat>{};
  if (!leg.has("seats")) {
    return seats;
  }
  auto const* list = TRY(leg.list("seats", 0, kPassengersReadMax));
  if (!list->empty() && list->size() != passengers) {
    return refuse(refusal_code::invalid_field, leg.path_of("seats"));
  }
  for (auto i = std::size_t{0}; i < list->size(); ++i) {
    auto const fields = TRY(json_fields::of((*list)[i], path_in(leg.path_of("seats"), i)));
    TRY(fields.only({"coach", "seat"}));
    auto const coach = TRY(fields.text("coach", kShortBytesMax));
    auto const label = TRY(fields.text("seat", kShortBytesMax));
    seats.push_back({.coach = std::string{coach}, .label = std::string{label}});
  }
  return seats;
}

result<leg_request> read_leg(timetable const& schedule,
                             json::value const& value,
                             std::string const& path,
                             std::size_t passengers) {
  auto const fields = TRY(json_fields::of(value, path));
  TRY(fields.only({"departure_id", "from", "to", "class", "seats"}));
  auto const id = TRY(fields.text("departure_id", kShortBytesMax));
  auto const from = TRY(fields.text("from", kPlaceBytesMax));
  auto const to = TRY(fields.text("to", kPlaceBytesMax));
  auto const code = TRY(fields.text("class", kShortBytesMax));
  auto seats = TRY(read_seats(fields, passengers));
  auto const departure = TRY(departure_of(schedule, id, fields.path_of("departure_id")));
  auto const stretch = TRY(stretch_between(schedule, *departure.run, from, to, path + "."));
  auto const* of = TRY(class_on(schedule, *departure.run, code, fields.path_of("class")));
  return leg_request{.departure = departure.id,
                     .from = stretch.from,
                     .to = stretch.to,
                     .place_class = of->place_class,
                     .seats = std::move(seats)};
}

result<traveller> read_traveller(identity const& people,
                                 json::value const& value,
                                 std::string const& path) {
  auto const fields = TRY(json_fields::of(value, path));
  TRY(fields.only({"name", "document_type", "document_number", "type"}));
  auto const name = TRY(fields.text("name", kNameBytesMax));
  auto const document = TRY(one_of(fields, "document_type", kDocumentTypes));
  auto const number = TRY(fields.text("document_number", kShortBytesMax));
  auto type = passenger_type::adult;
  if (fields.has("type")) {
    type = TRY(one_of(fields, "type", kPassengerTypes));
  }
  auto who = traveller{.name = std::string{name},
                       .document = document,
                       .document_number = std::string{number},
                       .type = type};
  TRY(people.validate(who, path));
  return who;
}

}  // namespace

result<new_order> read_new_order(timetable const& schedule,
                                 sale_limits const& limits,
                                 identity const& people,
                                 http::request const& request) {
  auto memory = json_memory{};
  auto const body = TRY(parse_body(request, memory));
  auto const fields = json_fields{body, ""};
  TRY(fields.only({"legs", "passengers"}));
  auto const* legs =
      TRY(fields.list("legs", 1, static_cast<std::size_t>(limits.legs_per_order_max)));
  auto const* passengers = TRY(fields.list("passengers", 1, kPassengersReadMax));
  if (passengers->size() > static_cast<std::size_t>(limits.passengers_per_order_max)) {
    return refuse(refusal_code::too_many_passengers, "passengers");
  }
  auto order = new_order{};
  for (auto i = std::size_t{0}; i < legs->size(); ++i) {
    order.legs.push_back(
        TRY(read_leg(schedule, (*legs)[i], path_in("legs", i), passengers->size())));
  }
  for (auto i = std::size_t{0}; i < passengers->size(); ++i) {
    order.travellers.push_back(
        TRY(read_traveller(people, (*passengers)[i], path_in("passengers", i))));
  }
  order.legs_meaning = canonical_text(*legs);
  return order;
}

}  // namespace chepiao::api::v1
