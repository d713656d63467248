#include "booking/find_seats.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace chepiao {
namespace {

bool is_free(leg_place const& place, seat_index seat) {
  if (place.opened == nullptr) {
    return true;
  }
  auto const position = place.opened->stock->class_position(place.seats->place_class);
  CHECK(position.has_value());
  return place.opened->stock->is_free(*position, seat, place.stops);
}

result<chosen_seats> find_named(sale const& s,
                                leg_place const& place,
                                std::vector<named_seat> const& names,
                                leg_field field) {
  auto seats = chosen_seats{};
  for (auto i = std::size_t{0}; i < names.size(); ++i) {
    auto const name = [&] { return field("seats[") + std::to_string(i) + "]"; };
    auto const seat = s.plans.find(*place.train, place.seats->place_class, names[i]);
    if (!seat) return refuse(refusal_code::unknown_seat, name());
    if (std::ranges::find(seats, *seat) != seats.end() || !is_free(place, *seat)) {
      return refuse(refusal_code::seat_taken, name());
    }
    seats.push_back(*seat);
  }
  return seats;
}

std::optional<chosen_seats> choose(sale const& s,
                                   leg_place const& place,
                                   departure_stock const& stock,
                                   std::size_t wanted) {
  auto const position = stock.class_position(place.seats->place_class);
  CHECK(position.has_value());
  return stock.choose(*position, place.stops, wanted,
                      s.plans.places(*place.train, place.seats->place_class), s.rules.policy);
}

// The class as it is before anybody held from the departure.
departure_stock untouched(leg_place const& place) {
  auto const shape =
      departure_stock::class_shape{.place_class = place.seats->place_class,
                                   .seats = static_cast<std::uint16_t>(place.seats->seats.size())};
  return {place.id.day, place.train->segments(), std::span{&shape, 1}};
}

}  // namespace

result<chosen_seats> find_seats(sale const& s,
                                leg_place const& place,
                                std::vector<named_seat> const& names,
                                std::size_t wanted,
                                leg_field field) {
  if (!names.empty()) {
    if (names.size() != wanted) return refuse(refusal_code::invalid_field, field("seats"));
    return find_named(s, place, names, field);
  }
  auto chosen = place.opened != nullptr ? choose(s, place, *place.opened->stock, wanted)
                                        : choose(s, place, untouched(place), wanted);
  if (!chosen) return refuse(refusal_code::sold_out, field("class"));
  return *std::move(chosen);
}

}  // namespace chepiao
