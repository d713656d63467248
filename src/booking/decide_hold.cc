#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <boost/container/small_vector.hpp>
#include <boost/container/static_vector.hpp>

#include "booking/check_leg.h"
#include "booking/decide.h"
#include "booking/find_seats.h"

namespace chepiao {
namespace {

constexpr auto kPassengersMax = static_cast<int>(kTogetherMax);

// Most orders have one leg; more than these are possible.
using leg_places = boost::container::small_vector<leg_place, 4>;

result<void> check_party(hold_seats const& asked, sale_limits const& limits) {
  auto const passengers = asked.passengers.size();
  auto const legs = asked.legs.size();
  auto const passengers_max = std::min(limits.passengers_per_order_max, kPassengersMax);
  if (passengers == 0) return refuse(refusal_code::invalid_field, "passengers");
  if (std::cmp_greater(passengers, passengers_max)) {
    return refuse(refusal_code::too_many_passengers, "passengers");
  }
  for (auto i = std::size_t{1}; i < passengers; ++i) {
    for (auto j = std::size_t{0}; j < i; ++j) {
      if (asked.passengers[i].document == asked.passengers[j].document) {
        return refuse(refusal_code::duplicate_passenger,
                      "passengers[" + std::to_string(i) + "].document_number");
      }
    }
  }
  if (legs == 0 || std::cmp_greater(legs, limits.legs_per_order_max) ||
      passengers * legs > book::kTicketsPerOrderMax) {
    return refuse(refusal_code::invalid_field, "legs");
  }
  return {};
}

// Nobody sits in two places at once.
bool overlap(timetable const& schedule, leg_place const& a, leg_place const& b) {
  if (a.id == b.id) {
    return a.stops.from < b.stops.to && b.stops.from < a.stops.to;
  }
  return schedule.departs_at(*a.train, a.id.day, a.stops.from) <
             schedule.arrives_at(*b.train, b.id.day, b.stops.to) &&
         schedule.departs_at(*b.train, b.id.day, b.stops.from) <
             schedule.arrives_at(*a.train, a.id.day, a.stops.to);
}

result<leg_places> check_legs(book const& b, sale const& s, hold_seats const& asked, instant now) {
  auto places = leg_places{};
  places.reserve(asked.legs.size());
  for (auto i = std::size_t{0}; i < asked.legs.size(); ++i) {
    auto const& leg = asked.legs[i];
    places.push_back(TRY(
        check_leg(b, s, leg.departure, {leg.from, leg.to}, leg.place_class, now, leg_field{i})));
  }
  for (auto i = std::size_t{1}; i < places.size(); ++i) {
    for (auto j = std::size_t{0}; j < i; ++j) {
      if (overlap(s.rules.schedule, places[j], places[i])) {
        return refuse(refusal_code::overlapping_legs, "legs[" + std::to_string(i) + "]");
      }
    }
  }
  return places;
}

result<void> check_account(book const& b, account_id account, sale_limits const& limits) {
  auto const has = b.account(account);
  if (std::cmp_greater_equal(has.unpaid, limits.unpaid_orders_per_account_max)) {
    return refuse(refusal_code::unpaid_order_exists);
  }
  if (std::cmp_greater_equal(has.open, limits.open_orders_per_account_max)) {
    return refuse(refusal_code::too_many_orders);
  }
  return {};
}

result<minor_units> leg_price(sale const& s,
                              leg_place const& place,
                              passenger_type type,
                              leg_field field) {
  auto price = price_of(s.rules.prices, s.rules.schedule, *place.train, place.stops.from,
                        place.stops.to, place.seats->place_class, type);
  if (!price) return refuse(price.error().code, field("class"));
  if (*price > ticket_row::kPriceMax) return refuse(refusal_code::no_fare, field("class"));
  return price;
}

// One ticket for each passenger on the leg.
result<void> add_tickets(sale const& s,
                         hold_seats const& asked,
                         std::size_t leg,
                         leg_place const& place,
                         std::vector<held_ticket>& tickets) {
  auto const field = leg_field{leg};
  auto prices = boost::container::static_vector<minor_units, kTogetherMax>{};
  for (auto const& who : asked.passengers) {
    prices.push_back(TRY(leg_price(s, place, who.type, field)));
  }
  auto const seats =
      TRY(find_seats(s, place, asked.legs[leg].seats, asked.passengers.size(), field));
  auto const& made_up = s.rules.schedule.formation_of(*place.train);
  for (auto i = std::size_t{0}; i < seats.size(); ++i) {
    auto const& who = asked.passengers[i];
    auto const& seat = place.seats->seats[std::to_underlying(seats[i])];
    tickets.push_back({.passenger = who.passenger,
                       .document = who.document,
                       .type = who.type,
                       .leg = static_cast<std::uint8_t>(leg),
                       .departure = place.id,
                       .place_class = place.seats->place_class,
                       .from = place.stops.from,
                       .to = place.stops.to,
                       .seat = seats[i],
                       .price = prices[i],
                       .coach = made_up.coaches[seat.coach].number,
                       .label = seat.label});
  }
  return {};
}

departure_opened opening_of(selling_rules const& rules, leg_place const& place) {
  auto const& schedule = rules.schedule;
  auto const last_stop = stop_index{place.train->segments()};
  auto out =
      departure_opened{.departure = place.id,
                       .stops = static_cast<std::uint16_t>(place.train->calls.size()),
                       .layout = schedule.layout_hash(*place.train),
                       .classes = {},
                       .closes_at = schedule.arrives_at(*place.train, place.id.day, last_stop) +
                                    rules.limits.close_after};
  for (auto const& c : schedule.formation_of(*place.train).classes) {
    out.classes.push_back({c.place_class, static_cast<std::uint16_t>(c.seats.size())});
  }
  return out;
}

// Departures without stock, or with empty stock of another layout, get theirs first.
void add_openings(selling_rules const& rules,
                  leg_places const& places,
                  std::vector<event>& events) {
  for (auto i = std::size_t{0}; i < places.size(); ++i) {
    auto const before = std::span{places}.first(i);
    if (places[i].opened == nullptr &&
        std::ranges::find(before, places[i].id, &leg_place::id) == before.end()) {
      events.emplace_back(opening_of(rules, places[i]));
    }
  }
}

}  // namespace

result<outcome> decide(book const& b, sale const& s, hold_seats const& asked, instant now) {
  TRY(check_party(asked, s.rules.limits));
  auto const places = TRY(check_legs(b, s, asked, now));
  TRY(check_account(b, asked.account, s.rules.limits));
  if (b.slot_of(asked.order) != book::kNone) return refuse(refusal_code::invalid_field, "order");

  auto reserved = order_reserved{.order = asked.order,
                                 .account = asked.account,
                                 .money = s.rules.schedule.money,
                                 .expires_at = now + s.rules.limits.hold_time,
                                 .tickets = {}};
  reserved.tickets.reserve(asked.legs.size() * asked.passengers.size());
  for (auto i = std::size_t{0}; i < places.size(); ++i) {
    TRY(add_tickets(s, asked, i, places[i], reserved.tickets));
  }
  auto out =
      outcome{.events = {},
              .answer = recorded_result{.order = asked.order, .status = order_status::reserved}};
  add_openings(s.rules, places, out.events);
  out.events.emplace_back(std::move(reserved));
  return out;
}

}  // namespace chepiao
