#include "booking/book.h"

#include "base/check.h"
#include "booking/hashes.h"

namespace chepiao {

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
    sum += ticket(o, i).price;
  }
  return sum;
}

std::uint64_t book::refunded(std::uint32_t slot) const {
  auto mask = std::uint64_t{0};
  if (auto const found = refunds_.find(slot); found != refunds_.end()) {
    for (auto const& one : found->second) {
      mask |= one.tickets;
    }
  }
  return mask;
}

order_view book::view(std::uint32_t slot, order_status status, std::uint64_t refunded) const {
  auto const& o = orders_[slot];
  auto out = order_view{.order = o.id,
                        .account = owner(o),
                        .status = status,
                        .money = money(o),
                        .total = total(o),
                        .returned = {},
                        .created_at = o.created_at,
                        .expires_at = o.expires_at,
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
    auto const& printed = printed_[t.printed];
    out.tickets.push_back({.passenger = t.passenger,
                           .document = t.document,
                           .type = t.type,
                           .leg = t.leg,
                           .departure = departure(t).id,
                           .place_class = t.place_class,
                           .from = t.from,
                           .to = t.to,
                           .seat = t.seat,
                           .price = t.price,
                           .coach = printed.coach,
                           .label = printed.label});
  }
  return out;
}

}  // namespace chepiao
