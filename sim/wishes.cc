#include <algorithm>

#include "sim/director.h"

// What buyers want, right and wrong.

namespace chepiao::sim {
namespace {

constexpr auto kNewestOrders = std::uint64_t{4};

}  // namespace

wish director::draw_wish(stage const& s) {
  auto const n = ++wishes_;
  auto const& known = s.people().known();
  if (known.empty() || chance_.percent(weather_.hurry)) {
    return {.number = n, .account = any_account(), .what = draw_hold(s)};
  }
  auto const o = any_order(s);
  auto const roll = chance_.below(100);
  if (roll < 50) {
    return {.number = n, .account = o.account, .what = pay_wish{o.order}};
  }
  if (roll < 75) {
    return {.number = n, .account = o.account, .what = draw_refund(o.order)};
  }
  return {.number = n, .account = o.account, .what = cancel_wish{o.order}};
}

director::owned_order director::any_order(stage const& s) {
  auto const& known = s.people().known();
  if (known.empty() || chance_.percent(2)) {
    return {.order = 0, .account = any_account()};
  }
  auto const newest = std::min<std::uint64_t>(known.size(), kNewestOrders);
  auto const back = chance_.percent(75) ? chance_.below(newest) : chance_.below(known.size());
  auto const n = known[known.size() - 1 - back];
  return {.order = n, .account = chance_.percent(3) ? any_account() : s.people().find(n)->account};
}

refund_wish director::draw_refund(wish_number order) {
  auto out = refund_wish{.order = order, .tickets = {}};
  for (auto left = chance_.below(3); left > 0; --left) {
    out.tickets.push_back(static_cast<std::uint8_t>(chance_.below(4)));
  }
  return out;
}

leg_wish director::draw_leg(stage const& s) {
  auto const line = static_cast<std::uint32_t>(chance_.below(kLines));
  auto const stops = railway::stops(service_id{line});
  auto const from = chance_.below(stops - std::uint64_t{1});
  auto const to = chance_.percent(2) ? from : chance_.between(from + 1, stops - std::uint64_t{1});
  auto const day = chance_.percent(4) ? static_cast<std::int32_t>(chance_.below(8)) - 2
                                      : static_cast<std::int32_t>(chance_.below(2));
  return {.line = line,
          .day = day_of(s.now()) - day_of(kStart) + day,
          .from = static_cast<std::uint16_t>(from),
          .to = static_cast<std::uint16_t>(to),
          .place_class = static_cast<std::uint8_t>(chance_.percent(20) ? 1 : 0),
          .seats = {}};
}

void director::name_seats(leg_wish& leg, std::size_t people) {
  auto const seats = railway::seats(service_id{leg.line}, place_class_id{leg.place_class});
  auto const first = chance_.below(seats + std::uint64_t{1});
  for (auto i = std::size_t{0}; i < people; ++i) {
    auto const same = i > 0 && chance_.percent(3);
    leg.seats.push_back(static_cast<std::uint16_t>(same ? first : first + i));
  }
}

hold_wish director::draw_hold(stage const& s) {
  auto out = hold_wish{.legs = {}, .people = {}};
  auto const people = chance_.percent(3) ? 6 : chance_.between(1, 4);
  for (auto i = std::uint64_t{0}; i < people; ++i) {
    auto const twin = i > 0 && chance_.percent(1);
    out.people += twin ? 't' : chance_.percent(20) ? 'c' : 'a';
  }
  for (auto left = chance_.percent(70) ? 1 : chance_.between(2, 3); left > 0; --left) {
    auto leg = draw_leg(s);
    if (chance_.percent(20)) {
      name_seats(leg, people);
    }
    out.legs.push_back(std::move(leg));
  }
  return out;
}

}  // namespace chepiao::sim
