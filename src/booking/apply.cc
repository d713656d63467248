#include <algorithm>

#include "base/check.h"
#include "booking/book.h"
#include "booking/hashes.h"

namespace chepiao {

std::uint32_t book::account_slot(account_id id) {
  auto const slot = account_slots_.find(
      hash_of(id), [&](std::uint32_t candidate) { return accounts_[candidate].id == id; });
  if (slot != kNone) {
    return slot;
  }
  auto const fresh = static_cast<std::uint32_t>(accounts_.size());
  accounts_.push_back({.id = id});
  account_slots_.insert(fresh, [this](std::uint32_t s) { return hash_of(accounts_[s].id); });
  return fresh;
}

std::uint8_t book::money_slot(currency money) {
  auto const at = std::ranges::find(currencies_, money);
  auto const slot = static_cast<std::size_t>(at - currencies_.begin());
  if (at == currencies_.end()) {
    currencies_.push_back(money);
  }
  CHECK(slot < 256);
  return static_cast<std::uint8_t>(slot);
}

departure_row book::row_of(departure_opened const& e) {
  auto shapes = std::vector<departure_stock::class_shape>{};
  shapes.reserve(e.classes.size());
  for (auto const& c : e.classes) {
    shapes.push_back({.place_class = c.place_class, .seats = c.seats});
  }
  return {.id = e.departure,
          .layout = e.layout,
          .classes = e.classes,
          .stock = {e.departure.day, static_cast<std::uint16_t>(e.stops - 1), shapes}};
}

void book::add_departure(departure_opened const& e) {
  auto const slot = static_cast<std::uint32_t>(departures_.size());
  departures_.push_back(row_of(e));
  departure_slots_.insert(slot, [this](std::uint32_t s) { return hash_of(departures_[s].id); });
}

void book::add_order(order_row const& o) {
  auto const slot = static_cast<std::uint32_t>(orders_.size());
  CHECK(slot < kNone);
  orders_.push_back(o);
  order_slots_.insert(slot, [this](std::uint32_t s) { return hash_of(orders_[s].id); });
}

void book::take(ticket_row const& t) {
  auto& from = departures_[t.departure];
  auto const position = from.stock.class_position(t.place_class);
  CHECK(position.has_value());
  from.stock.take(*position, t.seat, {t.from, t.to});
  ++from.live_tickets;
  ++live_tickets_;
}

void book::give(ticket_row const& t) {
  auto& to = departures_[t.departure];
  auto const position = to.stock.class_position(t.place_class);
  CHECK(position.has_value());
  to.stock.give(*position, t.seat, {t.from, t.to});
  CHECK(to.live_tickets > 0);
  --to.live_tickets;
  --live_tickets_;
}

void book::give_all(order_row const& o) {
  for (auto i = std::size_t{0}; i < o.tickets; ++i) {
    give(ticket(o, i));
  }
}

// An unpaid order becomes something else.
void book::end_hold(std::uint32_t slot, order_status next) {
  auto& o = orders_[slot];
  CHECK(o.status == order_status::reserved);
  CHECK(holds_.erase({o.expires_at, slot}) == 1);
  o.status = next;
  --accounts_[o.account].unpaid;
}

void book::apply(departure_opened const& e, instant) {
  CHECK(e.stops >= 2);
  auto const slot = slot_of(e.departure);
  if (slot == kNone) {
    add_departure(e);
    return;
  }
  CHECK(departures_[slot].live_tickets == 0);
  departures_[slot] = row_of(e);
}

void book::apply(order_reserved const& e, instant at) {
  CHECK(slot_of(e.order) == kNone);
  CHECK(!e.tickets.empty() && e.tickets.size() <= kTicketsPerOrderMax);
  auto const slot = static_cast<std::uint32_t>(orders_.size());
  auto const account = account_slot(e.account);
  auto const first_ticket = static_cast<std::uint32_t>(tickets_.size());
  for (auto const& held : e.tickets) {
    auto const departure = slot_of(held.departure);
    CHECK(departure != kNone);
    CHECK(count(held.price) >= 0);
    auto const row = ticket_row{.passenger = held.passenger,
                                .document = held.document,
                                .price = held.price,
                                .departure = departure,
                                .printed = printed_.number_of(held.coach, held.label),
                                .from = held.from,
                                .to = held.to,
                                .seat = held.seat,
                                .place_class = held.place_class,
                                .type = held.type,
                                .leg = held.leg};
    take(row);
    tickets_.push_back(row);
  }
  add_order({.id = e.order,
             .created_at = at,
             .expires_at = e.expires_at,
             .account = account,
             .first_ticket = first_ticket,
             .tickets = static_cast<std::uint8_t>(e.tickets.size()),
             .money = money_slot(e.money),
             .status = order_status::reserved,
             .method = {}});
  holds_.emplace(e.expires_at, slot);
  ++accounts_[account].unpaid;
  ++accounts_[account].open;
}

void book::apply(order_cancelled const& e, instant) {
  auto const slot = existing(e.order);
  end_hold(slot, order_status::cancelled);
  give_all(orders_[slot]);
  --accounts_[orders_[slot].account].open;
}

void book::apply(order_expired const& e, instant) {
  auto const slot = existing(e.order);
  end_hold(slot, order_status::expired);
  give_all(orders_[slot]);
  --accounts_[orders_[slot].account].open;
}

void book::apply(payment_captured const& e, instant) {
  auto const slot = existing(e.order);
  end_hold(slot, order_status::paid);
  auto& o = orders_[slot];
  CHECK(e.amount == total(o));
  o.method = e.method;
  ledger_.transfer(money(o), ledger_account::sandbox, ledger_account::customer_funds, e.amount);
}

void book::apply(order_ticketed const& e, instant) {
  auto& o = orders_[existing(e.order)];
  CHECK(o.status == order_status::paid);
  o.status = order_status::ticketed;
  ledger_.transfer(money(o), ledger_account::customer_funds, ledger_account::revenue, total(o));
}

void book::apply(tickets_refunded const& e, instant) {
  auto const slot = existing(e.order);
  auto& o = orders_[slot];
  CHECK(o.status == order_status::ticketed);
  CHECK(!e.tickets.empty());
  auto const before = refunded(slot);
  auto mask = std::uint64_t{0};
  auto worth = minor_units{};
  for (auto const index : e.tickets) {
    auto const bit = std::uint64_t{1} << (index & 63U);
    CHECK(index < o.tickets && ((before | mask) & bit) == 0);
    mask |= bit;
    worth += ticket(o, index).price;
    give(ticket(o, index));
  }
  CHECK(e.amount + e.fee == worth);
  refunds_[slot].push_back({.tickets = mask, .amount = e.amount});
  ledger_.transfer(money(o), ledger_account::revenue, ledger_account::sandbox, e.amount);
  ledger_.transfer(money(o), ledger_account::revenue, ledger_account::fees, e.fee);
  if (std::popcount(before | mask) == o.tickets) {
    o.status = order_status::refunded;
    --accounts_[o.account].open;
  }
}

}  // namespace chepiao
