#include "sim/buyers.h"

#include <algorithm>
#include <utility>

#include "sim/demand.h"
#include "sim/dice.h"

namespace chepiao::sim {
namespace {

bool did_not_happen(result<reply> const& answer) {
  return !answer && (answer.error().code == refusal_code::storage_full ||
                     answer.error().code == refusal_code::stopping);
}

// The server draws the order's id, each time that the request arrives.
order_id id_of(wish_number n, std::uint64_t tries) {
  return dice{(std::uint64_t{n} << 20) + tries}.next_order();
}

}  // namespace

void buyers::want(wish const& w) {
  auto chance = dice{~std::uint64_t{w.number}};
  auto const identity =
      command_identity{.id = {chance.next_digest()}, .digest = chance.next_digest()};
  intents_.insert_or_assign(w.number, intent{.wanted = w, .identity = identity, .first = {}});
}

wish const* buyers::find(wish_number n) const {
  auto const found = intents_.find(n);
  return found == intents_.end() ? nullptr : &found->second.wanted;
}

order_id buyers::order_of(wish_number n) const {
  auto const found = orders_.find(n);
  return found == orders_.end() ? id_of(n, 0) : found->second;
}

leg_request buyers::leg_of(leg_wish const& w) const {
  auto out = leg_request{.departure = {service_id{w.line}, day_of(kStart) + w.day},
                         .from = stop_index{w.from},
                         .to = stop_index{w.to},
                         .place_class = place_class_id{w.place_class},
                         .seats = {}};
  for (auto const seat : w.seats) {
    out.seats.push_back({.coach = w.place_class == 0 ? "01" : "02", .label = railway::label(seat)});
  }
  return out;
}

command_body buyers::body_of(wish const& w, std::uint64_t tries) const {
  auto const account = account_id{w.account};
  if (auto const* const hold = std::get_if<hold_wish>(&w.what)) {
    auto out = hold_seats{
        .order = id_of(w.number, tries), .account = account, .legs = {}, .passengers = {}};
    for (auto i = std::size_t{0}; i < hold->people.size(); ++i) {
      auto const who = std::uint64_t{w.number} * 10 + (hold->people[i] == 't' ? 0 : i);
      auto const child = hold->people[i] == 'c';
      out.passengers.push_back({.passenger = passenger_id{who},
                                .document = document_hash{who},
                                .type = child ? passenger_type::child : passenger_type::adult});
    }
    for (auto const& leg : hold->legs) {
      out.legs.push_back(leg_of(leg));
    }
    return out;
  }
  if (auto const* const pay = std::get_if<pay_wish>(&w.what)) {
    return pay_order{
        .order = order_of(pay->order), .account = account, .method = payment_method::sandbox};
  }
  if (auto const* const cancel = std::get_if<cancel_wish>(&w.what)) {
    return cancel_order{.order = order_of(cancel->order), .account = account};
  }
  auto const& back = std::get<refund_wish>(w.what);
  return refund_tickets{.order = order_of(back.order), .account = account, .tickets = back.tickets};
}

std::shared_ptr<attempt> buyers::attempt_of(send const& s) {
  auto const found = intents_.find(s.number);
  if (found == intents_.end()) {
    return nullptr;
  }
  auto& from = found->second;
  auto out = std::make_shared<attempt>();
  out->wish = s.number;
  out->how = s;
  out->asked = {.identity = from.identity, .body = body_of(from.wanted, from.tries)};
  out->retry = from.tries++ > 0;
  out->asked.identity->digest[0] ^= std::byte{s.altered};
  if (auto* const hold = std::get_if<hold_seats>(&out->asked.body)) {
    hold->order = s.drawn > 0 ? order_of(s.drawn) : hold->order;
    if (s.altered != 0) {
      hold->passengers.resize(1);
      std::ranges::for_each(hold->legs, [](auto& leg) { leg.seats.clear(); });
    }
  }
  return out;
}

void buyers::heard(attempt const& a, result<reply> const& answer, seconds kept) {
  if (did_not_happen(answer)) {
    return;  // they ask again
  }
  auto& i = intents_.at(a.wish);
  auto const as_first_sent = a.how.altered == 0;
  if (answer && as_first_sent) {
    demand_same(i, a, *answer, kept);
  }
  if (a.how.reply == send::answer::lost) {
    return;
  }
  i.waiting = false;
  if (answer && std::holds_alternative<hold_seats>(a.asked.body)) {
    if (orders_.insert_or_assign(a.wish, answer->order.order).second) {
      known_.push_back(a.wish);
    }
  }
  if (answer && as_first_sent && (!i.first || !answer->replayed)) {
    // Of a replay the time of the decision is known only when it made the order.
    auto const decided_at = !answer->replayed ? a.at
                            : std::holds_alternative<hold_seats>(a.asked.body)
                                ? answer->order.created_at
                                : instant{};
    i.first = told_answer{.order = answer->order, .at = decided_at};
  }
}

void buyers::demand_same(intent const& i, attempt const& a, reply const& now, seconds kept) const {
  if (!i.first || a.at >= i.first->at + kept) {
    return;
  }
  auto const& first = i.first->order;
  demand(now.replayed, "a command happened twice under one key");
  demand(now.order.order == first.order && now.order.status == first.status &&
             now.order.refunded == first.refunded && now.order.tickets == first.tickets,
         "a retried key got another answer");
}

std::vector<wish_number> buyers::waiting() const {
  auto out = std::vector<wish_number>{};
  for (auto const& [n, i] : intents_) {
    if (i.waiting) {
      out.push_back(n);
    }
  }
  return out;
}

}  // namespace chepiao::sim
