#include "sim/wishes.h"

#include <algorithm>

namespace chepiao::sim {
namespace {

constexpr auto kNewestOrders = std::uint64_t{4};

}  // namespace

command_body wishes::next(instant clock) {
  auto const roll = known_.empty() ? 0 : chance_.below(100);
  if (roll < 50) {
    return hold(clock);
  }
  if (roll < 85 && roll >= 75) {
    return refund();
  }
  auto const o = any_order();
  if (roll < 75) {
    return pay_order{.order = o.order, .account = o.account, .method = payment_method::sandbox};
  }
  return cancel_order{.order = o.order, .account = o.account};
}

wishes::owned_order wishes::any_order() {
  if (known_.empty() || chance_.percent(2)) {
    return {.order = chance_.next_order(), .account = any_account()};
  }
  auto const newest = std::min<std::uint64_t>(known_.size(), kNewestOrders);
  auto const back = chance_.percent(75) ? chance_.below(newest) : chance_.below(known_.size());
  auto o = known_[known_.size() - 1 - back];
  if (chance_.percent(3)) {
    o.account = any_account();
  }
  return o;
}

refund_tickets wishes::refund() {
  auto const o = any_order();
  auto out = refund_tickets{.order = o.order, .account = o.account, .tickets = {}};
  auto const tickets = chance_.below(3);
  for (auto i = std::uint64_t{0}; i < tickets; ++i) {
    out.tickets.push_back(static_cast<std::uint8_t>(chance_.below(4)));
  }
  return out;
}

leg_request wishes::any_leg(instant clock) {
  auto const id = service_id{static_cast<std::uint32_t>(chance_.below(kLines))};
  auto const stops = line_.stops(id);
  auto const from = chance_.below(stops - std::uint64_t{1});
  auto const to = chance_.percent(2) ? from : chance_.between(from + 1, stops - std::uint64_t{1});
  auto const day = chance_.percent(4) ? static_cast<std::int32_t>(chance_.below(8)) - 2
                                      : static_cast<std::int32_t>(chance_.below(2));
  return {.departure = {id, day_of(clock) + day},
          .from = stop_index{static_cast<std::uint16_t>(from)},
          .to = stop_index{static_cast<std::uint16_t>(to)},
          .place_class = place_class_id{static_cast<std::uint8_t>(chance_.percent(20) ? 1 : 0)},
          .seats = {}};
}

void wishes::name_seats(leg_request& leg, std::size_t people) {
  auto const seats = line_.seats(leg.departure.service, leg.place_class);
  auto const first = chance_.below(seats + std::uint64_t{1});
  for (auto i = std::size_t{0}; i < people; ++i) {
    auto const same = i > 0 && chance_.percent(3);
    leg.seats.push_back({.coach = leg.place_class == place_class_id{0} ? "01" : "02",
                         .label = railway::label(same ? first : first + i)});
  }
}

hold_seats wishes::hold(instant clock) {
  auto out = hold_seats{.order = {}, .account = any_account(), .legs = {}, .passengers = {}};
  ++holds_;
  auto const people = chance_.percent(3) ? 6 : chance_.between(1, 4);
  for (auto i = std::uint64_t{0}; i < people; ++i) {
    auto const who = holds_ * 10 + (i > 0 && chance_.percent(1) ? 0 : i);
    out.passengers.push_back(
        {.passenger = passenger_id{who},
         .document = document_hash{who},
         .type = chance_.percent(20) ? passenger_type::child : passenger_type::adult});
  }
  auto const legs = chance_.percent(70) ? 1 : chance_.between(2, 3);
  for (auto i = std::uint64_t{0}; i < legs; ++i) {
    auto leg = any_leg(clock);
    if (chance_.percent(20)) {
      name_seats(leg, people);
    }
    out.legs.push_back(std::move(leg));
  }
  return out;
}

}  // namespace chepiao::sim
