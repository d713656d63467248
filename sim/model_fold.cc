#include <algorithm>
#include <bit>

#include "sim/demand.h"
#include "sim/fulfilled.h"
#include "sim/model.h"

// What the model lets happen.

namespace chepiao::sim {
namespace {

constexpr auto kForgettingSlack = seconds{60};
constexpr auto kLeavingSlack = seconds{60};

std::int64_t sum_of(order_view const& o, std::uint64_t mask) {
  auto sum = std::int64_t{0};
  for (auto i = std::size_t{0}; i < o.tickets.size(); ++i) {
    sum += (mask >> i & 1U) != 0 ? count(o.tickets[i].price) : 0;
  }
  return sum;
}

bool is_live(order_view const& o) {
  return o.status == order_status::reserved || o.status == order_status::ticketed;
}

}  // namespace

void model::fold(record const& r, std::uint64_t number, command_body const* asked) {
  demand(asked == nullptr || r.result.has_value(), "a command without a result");
  demand(r.identity.has_value() == r.result.has_value(), "a record that nobody asked for");
  if (auto const* const hold = asked == nullptr ? nullptr : std::get_if<hold_seats>(asked)) {
    demand_policy(*hold, r);
  }
  for (auto const& one : r.events) {
    std::visit([&](auto const& e) { happen(e, r.at); }, one);
    auto const timer = std::holds_alternative<order_expired>(one) ||
                       std::holds_alternative<keys_forgotten>(one) ||
                       std::holds_alternative<departure_closed>(one) ||
                       std::holds_alternative<orders_settled>(one);
    demand(timer != r.identity.has_value(),
           "a timer's event in a command, or a command's in a timer");
  }
  if (!r.identity) {
    return;
  }
  if (asked != nullptr) {
    demand_fulfilled(*asked, r);
  }
  auto const now = view(*r.result);
  auto const& o = orders_.at(r.result->order);
  demand(now.status == o.status && now.refunded == o.refunded,
         "the recorded result is not what happened to order {}", now.order);
  auto const fresh = keys_.try_emplace(
      r.identity->id,
      known_key{.digest = r.identity->digest, .at = r.at, .result = *r.result, .number = number});
  demand(fresh.second, "a key was used twice, for order {}", now.order);
}

// A traveller alone gets the seat that the policy names: the first, or the one that leaves least.
void model::demand_policy(hold_seats const& asked, record const& r) const {
  auto const* const made = std::get_if<order_reserved>(&r.events.back());
  auto const alone = asked.passengers.size() == 1 && asked.legs.size() == 1;
  if (made == nullptr || made->tickets.empty() || !alone || !asked.legs.front().seats.empty()) {
    return;
  }
  auto const& t = made->tickets.front();
  auto const from = std::to_underlying(t.from);
  auto const to = std::to_underlying(t.to);
  auto const given = std::to_underlying(t.seat);
  auto const slack = [&](std::uint16_t seat) {
    return grid_.slack(t.departure, t.place_class, seat, from, to);
  };
  for (auto seat = std::uint16_t{0}; seat < railway::seats(t.departure.service, t.place_class);
       ++seat) {
    if (grid_.is_free(t.departure, t.place_class, seat, from, to)) {
      demand(policy_ == seat_policy::best_fit ? slack(given) <= slack(seat) : given <= seat,
             "seat {} was given, though {} is the better one", given, seat);
    }
  }
}

order_view model::view(recorded_result const& told) const {
  auto const found = orders_.find(told.order);
  demand(found != orders_.end(), "order {} does not exist", told.order);
  auto out = found->second;
  out.status = told.status;
  out.refunded = told.refunded;
  out.returned = minor_units{sum_of(out, told.refunded)};
  return out;
}

order_view& model::order(order_id id) {
  auto const found = orders_.find(id);
  demand(found != orders_.end(), "something happened to order {}, which does not exist", id);
  return found->second;
}

std::size_t model::live_tickets() const {
  auto n = std::size_t{0};
  for (auto const& [id, o] : orders_) {
    if (is_live(o)) {
      n += o.tickets.size() - static_cast<std::size_t>(std::popcount(o.refunded));
    }
  }
  return n;
}

instant model::closes(departure_id id) const {
  auto const last = static_cast<std::uint16_t>(railway_->stops(id.service) - 1);
  return railway_->arrives(id, last) + limits_.close_after;
}

instant model::last_closing() const {
  auto last = instant{};
  for (auto const id : opened_) {
    last = std::max(last, closes(id));
  }
  return last;
}

bool model::may_leave(order_view const& o) const {
  auto const keyed = std::ranges::any_of(
      keys_, [&](auto const& one) { return one.second.result.order == o.order; });
  auto const travelled =
      std::ranges::all_of(o.tickets, [&](auto const& t) { return closed_.contains(t.departure); });
  auto const ended = o.status == order_status::cancelled || o.status == order_status::expired ||
                     o.status == order_status::refunded;
  return !keyed && (ended || (o.status == order_status::ticketed && travelled));
}

void model::demand_on_time(instant now) {
  for (auto const id : opened_) {
    demand(closes(id) > now, "departure {} is open beyond its end", id);
  }
  for (auto const& [id, o] : orders_) {
    if (may_leave(o)) {
      auto const since = over_since_.try_emplace(id, now).first->second;
      demand(now < since + kLeavingSlack || now == since, "order {} is over and does not leave",
             id);
    }
  }
  for (auto const& [id, o] : orders_) {
    demand(o.status != order_status::reserved || o.expires_at > now,
           "order {} is held beyond its deadline", id);
  }
  for (auto const& [id, key] : keys_) {
    demand(key.at + limits_.key_lifetime + kForgettingSlack > now,
           "a key is remembered beyond its time");
  }
}

void model::end(order_view& o, order_status status) {
  for (auto i = std::size_t{0}; i < o.tickets.size(); ++i) {
    if ((o.refunded >> i & 1U) == 0) {
      grid_.give(o.tickets[i]);
    }
  }
  o.status = status;
}

void model::happen(departure_opened const& e, instant) {
  demand(opened_.insert(e.departure).second, "departure {} was opened twice", e.departure);
  demand(!closed_.contains(e.departure), "departure {} was opened after its end", e.departure);
  demand(e.closes_at == closes(e.departure), "departure {} closes at another time", e.departure);
  demand(e.stops == railway_->stops(e.departure.service), "a departure opened with other stops");
}

void model::happen(order_reserved const& e, instant at) {
  auto o = order_view{.order = e.order,
                      .account = e.account,
                      .status = order_status::reserved,
                      .money = e.money,
                      .total = {},
                      .returned = {},
                      .created_at = at,
                      .expires_at = e.expires_at,
                      .tickets = e.tickets};
  demand(e.expires_at == at + limits_.hold_time, "a hold with another deadline");
  for (auto const& t : e.tickets) {
    auto const length = std::to_underlying(t.to) - std::to_underlying(t.from);
    auto const share = t.type == passenger_type::child ? 2 : 1;
    demand(opened_.contains(t.departure), "a seat of a departure that is not open");
    demand(count(t.price) == length * minor_per_segment_ / share, "a wrong price");
    demand(t.label == railway::label(std::to_underlying(t.seat)), "a wrong seat label");
    grid_.take(t);
    o.total += t.price;
  }
  demand(orders_.emplace(e.order, std::move(o)).second, "order {} was made twice", e.order);
}

void model::happen(order_cancelled const& e, instant at) {
  auto& o = order(e.order);
  demand(o.status == order_status::reserved && at < o.expires_at, "cancelled, though not held");
  end(o, order_status::cancelled);
}

void model::happen(order_expired const& e, instant at) {
  auto& o = order(e.order);
  demand(o.status == order_status::reserved && at >= o.expires_at, "expired before its deadline");
  end(o, order_status::expired);
}

void model::happen(payment_captured const& e, instant at) {
  auto& o = order(e.order);
  demand(o.status == order_status::reserved && at < o.expires_at, "paid, though not held");
  demand(e.amount == o.total, "paid another amount than the total");
  o.status = order_status::paid;
  cash_.captured += count(e.amount);
}

void model::happen(order_ticketed const& e, instant) {
  auto& o = order(e.order);
  demand(o.status == order_status::paid, "ticketed, though not paid");
  o.status = order_status::ticketed;
}

void model::happen(tickets_refunded const& e, instant at) {
  auto& o = order(e.order);
  demand(o.status == order_status::ticketed && !e.tickets.empty(), "refunded, though no ticket");
  auto amount = std::int64_t{0};
  for (auto const i : e.tickets) {
    demand(i < o.tickets.size() && (o.refunded >> i & 1U) == 0, "a ticket refunded twice");
    auto const& t = o.tickets[i];
    demand(railway_->departs(t.departure, std::to_underlying(t.from)) > at,
           "refunded after the departure");
    grid_.give(t);
    o.refunded |= std::uint64_t{1} << i;
    amount += count(t.price);
  }
  demand(count(e.amount) + count(e.fee) == amount, "refunded another amount than was paid");
  o.returned += e.amount;
  cash_.returned += count(e.amount);
  cash_.fees += count(e.fee);
  if (std::cmp_equal(std::popcount(o.refunded), o.tickets.size())) {
    o.status = order_status::refunded;
  }
}

void model::happen(keys_forgotten const& e, instant at) {
  demand(e.up_to <= at - limits_.key_lifetime, "keys were forgotten before their time");
  std::erase_if(keys_, [&](auto const& one) { return one.second.at <= e.up_to; });
}

void model::happen(departure_closed const& e, instant at) {
  demand(opened_.erase(e.departure) == 1, "departure {} was closed, though not open", e.departure);
  demand(at >= closes(e.departure), "departure {} was closed too early", e.departure);
  closed_.insert(e.departure);
}

void model::happen(orders_settled const& e, instant) {
  demand(!e.orders.empty(), "nothing was settled");
  for (auto const id : e.orders) {
    demand(may_leave(order(id)), "order {} left too early", id);
    orders_.erase(id);
    over_since_.erase(id);
    left_.insert(id);
  }
}

}  // namespace chepiao::sim
