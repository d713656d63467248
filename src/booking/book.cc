#include "booking/book.h"

#include <algorithm>

#include "base/check.h"
#include "booking/hashes.h"

namespace chepiao {
namespace {

constexpr auto kLeavingSlack = seconds{60};

}  // namespace

std::uint32_t book::slot_of(departure_id id) const {
  return departure_slots_.find(hash_of(id),
                               [&](std::uint32_t slot) { return departures_[slot].id == id; });
}

departure_row const* book::find(departure_id id) const {
  auto const slot = slot_of(id);
  return slot == kNone ? nullptr : &departures_[slot];
}

std::uint32_t book::slot_of(order_id id) const {
  return order_slots_.find(hash_of(id), [&](std::uint32_t slot) { return orders_[slot].id == id; });
}

std::uint32_t book::existing(order_id id) const {
  auto const slot = slot_of(id);
  CHECK(slot != kNone);
  return slot;
}

account_row book::account(account_id id) const {
  auto const slot = account_slots_.find(
      hash_of(id), [&](std::uint32_t candidate) { return accounts_[candidate].id == id; });
  return slot == kNone ? account_row{.id = id} : accounts_[slot];
}

minor_units book::total(order_row const& o) const {
  auto sum = minor_units{};
  for (auto i = std::size_t{0}; i < o.tickets; ++i) {
    sum += ticket(o, i).price();
  }
  return sum;
}

std::uint64_t book::refunded_by(std::uint32_t slot, std::size_t refunds) const {
  auto mask = std::uint64_t{0};
  if (auto const found = refunds_.find(slot); found != refunds_.end()) {
    for (auto i = std::size_t{0}; i < std::min(refunds, found->second.size()); ++i) {
      mask |= found->second[i].tickets;
    }
  }
  return mask;
}

std::size_t book::refunds(std::uint32_t slot) const {
  auto const found = refunds_.find(slot);
  return found == refunds_.end() ? 0 : found->second.size();
}

std::uint64_t book::refunded(std::uint32_t slot) const {
  return refunded_by(slot, refunds(slot));
}

bool book::holds(hold_queue::entry const& e) const {
  auto const& o = orders_[e.order];
  return o.status == order_status::reserved && o.tickets != 0 && o.expires_at() == e.expires_at;
}

std::optional<instant> book::next_expiry() const {
  return unpaid_.empty() ? std::nullopt : std::optional{unpaid_.front().expires_at};
}

std::vector<std::uint32_t> book::expired_by(instant now, std::size_t max) const {
  auto slots = std::vector<std::uint32_t>{};
  unpaid_.visit_due(
      now, [this](auto const& e) { return holds(e); },
      [&](std::uint32_t slot) {
        slots.push_back(slot);
        return slots.size() < max;
      });
  return slots;
}

std::optional<instant> book::next_closing() const {
  return closings_.empty() ? std::nullopt : std::optional{closings_.begin()->first};
}

std::vector<departure_id> book::closing_by(instant now, std::size_t max) const {
  auto ids = std::vector<departure_id>{};
  for (auto const& [at, slot] : closings_) {
    if (at > now || ids.size() == max) {
      break;
    }
    ids.push_back(departures_[slot].id);
  }
  return ids;
}

std::optional<instant> book::next_leaving() const {
  if (over_.empty()) {
    return std::nullopt;
  }
  return over_.size() >= kLeavingAtOnce ? over_since_ : over_since_ + kLeavingSlack;
}

std::vector<order_id> book::leaving(std::size_t max) const {
  auto ids = std::vector<order_id>{};
  for (auto const slot : over_) {
    if (ids.size() == max) {
      break;
    }
    ids.push_back(orders_[slot].id);
  }
  return ids;
}

// Nothing can happen to the order any more, and nobody is told of it by a key.
bool book::may_leave(order_row const& o) const {
  if (o.keys() > 0) {
    return false;
  }
  switch (o.status) {
    case order_status::cancelled:
    case order_status::expired:
    case order_status::refunded:
      return true;
    case order_status::ticketed:
      for (auto i = std::size_t{0}; i < o.tickets; ++i) {
        if (departure(ticket(o, i)).stock) {
          return false;
        }
      }
      return true;
    case order_status::init:
    case order_status::reserved:
    case order_status::paid:
      return false;
  }
  return false;
}

order_view book::view(std::uint32_t slot, order_status status, std::uint64_t refunded) const {
  auto const& o = orders_[slot];
  auto out = order_view{.order = o.id,
                        .account = owner(o),
                        .status = status,
                        .money = money(o),
                        .total = total(o),
                        .returned = {},
                        .created_at = o.created_at(),
                        .expires_at = o.expires_at(),
                        .refunded = refunded,
                        .tickets = {}};
  if (refunded != 0) {
    auto const found = refunds_.find(slot);
    CHECK(found != refunds_.end());
    for (auto const& one : found->second) {
      out.returned += (one.tickets & ~refunded) == 0 ? one.amount : minor_units{};
    }
  }
  out.tickets.reserve(o.tickets);
  for (auto i = std::size_t{0}; i < o.tickets; ++i) {
    auto const& t = ticket(o, i);
    auto const& printed = printed_[t.printed()];
    out.tickets.push_back({.passenger = t.passenger,
                           .document = t.document,
                           .type = t.type,
                           .leg = t.leg,
                           .departure = departure(t).id,
                           .place_class = t.place_class,
                           .from = t.from,
                           .to = t.to,
                           .seat = t.seat,
                           .price = t.price(),
                           .coach = printed.coach,
                           .label = printed.label});
  }
  return out;
}

}  // namespace chepiao
