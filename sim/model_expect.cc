#include <algorithm>
#include <vector>

#include "sim/model.h"

// What the model expects of a command.

namespace chepiao::sim {

expectation model::expect(command const& asked, instant now) const {
  if (asked.identity) {
    if (auto const known = keys_.find(asked.identity->id); known != keys_.end()) {
      if (known->second.digest != asked.identity->digest) {
        return {.refused = refusal_code::idempotency_key_reused, .replayed = {}};
      }
      return {.refused = {}, .replayed = known->second.result, .number = known->second.number};
    }
  }
  return {
      .refused = std::visit([&](auto const& body) { return refusal_of(body, now); }, asked.body),
      .replayed = {}};
}

std::optional<refusal_code> model::refusal_of(hold_seats const& asked, instant now) const {
  if (std::cmp_greater(asked.passengers.size(), limits_.passengers_per_order_max)) {
    return refusal_code::too_many_passengers;
  }
  for (auto const& one : asked.passengers) {
    if (std::ranges::count(asked.passengers, one.document, &passenger_ref::document) > 1) {
      return refusal_code::duplicate_passenger;
    }
  }
  for (auto const& leg : asked.legs) {
    if (auto const refused = refusal_of(leg, now)) {
      return refused;
    }
  }
  for (auto i = std::size_t{1}; i < asked.legs.size(); ++i) {
    for (auto j = std::size_t{0}; j < i; ++j) {
      if (overlap(asked.legs[j], asked.legs[i])) {
        return refusal_code::overlapping_legs;
      }
    }
  }
  auto unpaid = 0;
  auto open = 0;
  for (auto const& [id, o] : orders_) {
    if (o.account == asked.account) {
      unpaid += o.status == order_status::reserved ? 1 : 0;
      open += o.status == order_status::reserved || o.status == order_status::ticketed ? 1 : 0;
    }
  }
  if (unpaid >= limits_.unpaid_orders_per_account_max) {
    return refusal_code::unpaid_order_exists;
  }
  if (open >= limits_.open_orders_per_account_max) {
    return refusal_code::too_many_orders;
  }
  if (orders_.contains(asked.order)) {
    return refusal_code::invalid_field;
  }
  for (auto const& leg : asked.legs) {
    if (auto const refused = seats_refusal(leg, asked.passengers.size())) {
      return refused;
    }
  }
  return {};
}

std::optional<refusal_code> model::refusal_of(leg_request const& leg, instant now) const {
  auto const from = std::to_underlying(leg.from);
  auto const to = std::to_underlying(leg.to);
  if (from >= to || to >= railway_->stops(leg.departure.service)) {
    return refusal_code::not_served;
  }
  auto const leaves = railway_->departs(leg.departure, from);
  auto const days_ahead = day_of(leaves) - day_of(now);
  if (days_ahead < 0) {
    return refusal_code::past_date;
  }
  if (days_ahead >= limits_.presale_days) {
    return refusal_code::not_on_sale;
  }
  if (leaves <= now) {
    return refusal_code::departed;
  }
  if (railway_->seats(leg.departure.service, leg.place_class) == 0) {
    return refusal_code::unknown_class;
  }
  return {};
}

bool model::overlap(leg_request const& a, leg_request const& b) const {
  if (a.departure == b.departure) {
    return a.from < b.to && b.from < a.to;
  }
  auto const leaves = [&](auto const& leg) {
    return railway_->departs(leg.departure, std::to_underlying(leg.from));
  };
  auto const reaches = [&](auto const& leg) {
    return railway_->arrives(leg.departure, std::to_underlying(leg.to));
  };
  return leaves(a) < reaches(b) && leaves(b) < reaches(a);
}

std::optional<refusal_code> model::seats_refusal(leg_request const& leg, std::size_t people) const {
  auto const from = std::to_underlying(leg.from);
  auto const to = std::to_underlying(leg.to);
  auto const d = leg.departure;
  if (leg.seats.empty()) {
    auto const enough = grid_.free(d, leg.place_class, from, to) >= people;
    return enough ? std::nullopt : std::optional{refusal_code::sold_out};
  }
  auto const seats = railway_->seats(d.service, leg.place_class);
  auto named = std::set<std::uint16_t>{};
  for (auto const& name : leg.seats) {
    auto seat = std::uint16_t{0};
    while (seat < seats && railway::label(seat) != name.label) {
      ++seat;
    }
    if (seat == seats) {
      return refusal_code::unknown_seat;
    }
    if (!named.insert(seat).second || !grid_.is_free(d, leg.place_class, seat, from, to)) {
      return refusal_code::seat_taken;
    }
  }
  return {};
}

order_view const* model::own(order_id id, account_id account) const {
  auto const found = orders_.find(id);
  return found == orders_.end() || found->second.account != account ? nullptr : &found->second;
}

std::optional<refusal_code> model::refusal_of(pay_order const& asked, instant now) const {
  auto const* const o = own(asked.order, asked.account);
  if (o == nullptr) {
    return refusal_code::unknown_order;
  }
  if (o->status == order_status::reserved) {
    return now < o->expires_at ? std::nullopt : std::optional{refusal_code::hold_expired};
  }
  return o->status == order_status::expired ? refusal_code::hold_expired
                                            : refusal_code::not_payable;
}

std::optional<refusal_code> model::refusal_of(cancel_order const& asked, instant now) const {
  auto const* const o = own(asked.order, asked.account);
  if (o == nullptr) {
    return refusal_code::unknown_order;
  }
  if (o->status == order_status::reserved) {
    return now < o->expires_at ? std::nullopt : std::optional{refusal_code::hold_expired};
  }
  return o->status == order_status::expired ? refusal_code::hold_expired
                                            : refusal_code::not_cancellable;
}

std::optional<refusal_code> model::refusal_of(refund_tickets const& asked, instant now) const {
  auto const* const o = own(asked.order, asked.account);
  if (o == nullptr) {
    return refusal_code::unknown_order;
  }
  if (o->status == order_status::refunded) {
    return refusal_code::already_refunded;
  }
  if (o->status != order_status::ticketed) {
    return refusal_code::not_refundable;
  }
  auto const gone = [&](std::size_t i) { return (o->refunded >> i & 1U) != 0; };
  auto const departed = [&](std::size_t i) {
    auto const& t = o->tickets[i];
    return railway_->departs(t.departure, std::to_underlying(t.from)) <= now;
  };
  auto seen = std::set<std::uint8_t>{};
  for (auto const i : asked.tickets) {
    if (i >= o->tickets.size()) {
      return refusal_code::unknown_ticket;
    }
    if (!seen.insert(i).second) {
      return refusal_code::invalid_field;
    }
  }
  if (std::ranges::any_of(asked.tickets, gone)) {
    return refusal_code::already_refunded;
  }
  for (auto i = std::size_t{0}; i < o->tickets.size(); ++i) {
    auto const wanted =
        asked.tickets.empty() ? !gone(i) : seen.contains(static_cast<std::uint8_t>(i));
    if (wanted && departed(i)) {
      return refusal_code::not_refundable;
    }
  }
  return {};
}

}  // namespace chepiao::sim
