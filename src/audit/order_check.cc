#include "audit/order_check.h"

#include <algorithm>
#include <string>

namespace chepiao {
namespace {

constexpr auto kTicketsMax = std::size_t{64};

ticket_id ticket_of(order_id order, std::size_t index) {
  return {.order = order, .index = static_cast<std::uint8_t>(index)};
}

std::string amounts(std::int64_t a, char const* word, std::int64_t b) {
  return std::to_string(a) + " " + word + " " + std::to_string(b);
}

}  // namespace

order_check::order* order_check::find(order_id id, findings& out) {
  auto const found = orders_.find(id);
  if (found == orders_.end()) {
    out.add("order_unknown", to_text(id));
    return nullptr;
  }
  if (found->second.settled) {
    out.add("settled_order_changed", to_text(id));
    return nullptr;
  }
  return &found->second;
}

void order_check::reserved(order_reserved const& e, instant at, seat_check& seats, findings& out) {
  auto const name = to_text(e.order);
  out.demand(!e.tickets.empty() && e.tickets.size() <= kTicketsMax, "order_without_tickets", name);
  out.demand(e.expires_at > at, "hold_without_time", name);
  auto fresh = order{.status = order_status::reserved, .expires_at = e.expires_at, .tickets = {}};
  for (auto const& t : e.tickets) {
    out.demand(count(t.price) >= 0, "price_negative", name);
    fresh.price += count(t.price);
  }
  fresh.tickets = e.tickets;
  if (!orders_.emplace(e.order, std::move(fresh)).second) {
    out.add("order_made_twice", name);
    return;
  }
  for (auto i = std::size_t{0}; i < e.tickets.size(); ++i) {
    seats.take(e.tickets[i], ticket_of(e.order, i), out);
  }
}

void order_check::leave_reserved(
    order& o, order_id id, order_status next, seat_check& seats, findings& out) {
  if (o.status != order_status::reserved) {
    auto const paid = o.status == order_status::paid || o.status == order_status::ticketed;
    out.add(paid ? "paid_order_ended" : "illegal_transition", to_text(id));
    return;
  }
  o.status = next;
  for (auto i = std::size_t{0}; i < o.tickets.size(); ++i) {
    seats.give(o.tickets[i], ticket_of(id, i), out);
  }
}

void order_check::cancelled(order_cancelled const& e, seat_check& seats, findings& out) {
  if (auto* const o = find(e.order, out)) {
    leave_reserved(*o, e.order, order_status::cancelled, seats, out);
  }
}

void order_check::expired(order_expired const& e, instant at, seat_check& seats, findings& out) {
  if (auto* const o = find(e.order, out)) {
    out.demand(at >= o->expires_at, "expired_before_its_deadline", to_text(e.order));
    leave_reserved(*o, e.order, order_status::expired, seats, out);
  }
}

void order_check::captured(payment_captured const& e, instant at, findings& out) {
  auto* const o = find(e.order, out);
  if (o == nullptr) {
    return;
  }
  auto const name = to_text(e.order);
  out.demand(o->status == order_status::reserved, "illegal_transition", name);
  out.demand(at < o->expires_at, "paid_after_its_deadline", name);
  out.demand(count(e.amount) == o->price, "captured_another_amount",
             name + ": " + amounts(count(e.amount), "for", o->price));
  o->status = order_status::paid;
  o->captured += count(e.amount);
  captured_ += count(e.amount);
  paid_in_record_.push_back(e.order);
}

void order_check::ticketed(order_ticketed const& e, findings& out) {
  if (auto* const o = find(e.order, out)) {
    out.demand(o->status == order_status::paid, "illegal_transition", to_text(e.order));
    o->status = order_status::ticketed;
  }
}

void order_check::refunded(tickets_refunded const& e, seat_check& seats, findings& out) {
  auto* const o = find(e.order, out);
  if (o == nullptr) {
    return;
  }
  auto const name = to_text(e.order);
  out.demand(o->status == order_status::ticketed, "illegal_transition", name);
  out.demand(std::ranges::is_sorted(e.tickets, std::ranges::less_equal{}) && !e.tickets.empty(),
             "refund_malformed", name);
  auto price = std::int64_t{0};
  for (auto const index : e.tickets) {
    auto const known = index < o->tickets.size();
    auto const bit = known ? std::uint64_t{1} << index : 0;
    out.demand(known, "ticket_unknown", name);
    out.demand((o->refunded & bit) == 0, "ticket_refunded_twice", name);
    if (known && (o->refunded & bit) == 0) {
      o->refunded |= bit;
      price += count(o->tickets[index].price);
      seats.give(o->tickets[index], ticket_of(e.order, index), out);
    }
  }
  auto const back = count(e.amount) + count(e.fee);
  out.demand(count(e.amount) >= 0 && count(e.fee) >= 0 && back == price, "refund_of_another_amount",
             name + ": " + amounts(back, "for", price));
  o->given_back += back;
  returned_ += count(e.amount);
  out.demand(o->given_back <= o->captured, "refunds_exceed_captures",
             name + ": " + amounts(o->given_back, "of", o->captured));
  if (o->refunded == (o->tickets.size() == kTicketsMax
                          ? ~std::uint64_t{0}
                          : (std::uint64_t{1} << o->tickets.size()) - 1)) {
    o->status = order_status::refunded;
  }
}

bool order_check::is_over(order const& o, seat_check const& seats) {
  switch (o.status) {
    case order_status::cancelled:
    case order_status::expired:
    case order_status::refunded:
      return true;
    case order_status::ticketed:
      return std::ranges::all_of(o.tickets,
                                 [&](auto const& t) { return seats.is_closed(t.departure); });
    case order_status::init:
    case order_status::reserved:
    case order_status::paid:
      return false;
  }
  return false;
}

void order_check::settled(orders_settled const& e,
                          key_check const& keys,
                          seat_check& seats,
                          findings& out) {
  out.demand(!e.orders.empty(), "nothing_settled", "");
  for (auto const id : e.orders) {
    auto* const o = find(id, out);
    if (o == nullptr) {
      continue;
    }
    out.demand(is_over(*o, seats), "settled_too_early", to_text(id));
    out.demand(!keys.answers_with(id), "settled_under_a_key", to_text(id));
    for (auto i = std::size_t{0}; i < o->tickets.size(); ++i) {
      if (o->status == order_status::ticketed && ((o->refunded >> i) & 1U) == 0) {
        seats.give(o->tickets[i], ticket_of(id, i), out);
      }
    }
    o->settled = true;
    o->tickets = {};
  }
}

void order_check::told(recorded_result const& r, findings& out) {
  if (auto* const o = find(r.order, out)) {
    out.demand(o->status == r.status && o->refunded == r.refunded, "told_another_state",
               to_text(r.order));
  }
}

void order_check::record_ends(findings& out) {
  for (auto const id : paid_in_record_) {
    out.demand(orders_.at(id).status != order_status::paid, "paid_without_tickets", to_text(id));
  }
  paid_in_record_.clear();
}

std::size_t order_check::in_status(order_status status) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      orders_, [&](auto const& entry) { return entry.second.status == status; }));
}

}  // namespace chepiao
