#include <algorithm>
#include <utility>

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
  auto const fresh = accounts_.add({.id = id});
  account_slots_.insert(fresh, [this](std::uint32_t s) { return hash_of(accounts_[s].id); });
  return fresh;
}

std::uint8_t book::money_slot(currency money) {
  auto const at = std::ranges::find(currencies_, money);
  auto const slot = static_cast<std::size_t>(at - currencies_.begin());
  if (at == currencies_.end()) {
    currencies_.push_back(money);
  }
  CHECK(slot < 128);
  return static_cast<std::uint8_t>(slot);
}

departure_row book::row_of(departure_opened const& e) {
  auto shapes = std::vector<departure_stock::class_shape>{};
  shapes.reserve(e.classes.size());
  for (auto const& c : e.classes) {
    shapes.push_back({.place_class = c.place_class, .seats = c.seats});
  }
  return {
      .id = e.departure,
      .layout = e.layout,
      .closes_at = e.closes_at,
      .stops = e.stops,
      .stock = departure_stock{e.departure.day, static_cast<std::uint16_t>(e.stops - 1), shapes},
      .orders = {}};
}

void book::index_departure(std::uint32_t slot) {
  departure_slots_.insert(slot, [this](std::uint32_t s) { return hash_of(departures_[s].id); });
}

void book::index_order(std::uint32_t slot) {
  order_slots_.insert(slot, [this](std::uint32_t s) { return hash_of(orders_[s].id); });
}

void book::take(ticket_row const& t) {
  auto& from = departures_[t.departure];
  CHECK(from.stock.has_value());
  auto const position = from.stock->class_position(t.place_class);
  CHECK(position.has_value());
  from.stock->take(*position, t.seat, {t.from, t.to});
  ++from.live_tickets;
  ++live_tickets_;
}

void book::give(ticket_row const& t) {
  auto& to = departures_[t.departure];
  CHECK(to.live_tickets > 0);
  if (to.stock) {  // else it is closed, and nobody will sit there
    auto const position = to.stock->class_position(t.place_class);
    CHECK(position.has_value());
    to.stock->give(*position, t.seat, {t.from, t.to});
  }
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
  o.status = next;
  --accounts_[o.account].unpaid;
  unpaid_.settle([this](auto const& e) { return holds(e); });
}

void book::apply(departure_opened const& e, instant) {
  CHECK(e.stops >= 2);
  auto slot = slot_of(e.departure);
  if (slot == kNone) {
    slot = departures_.add(row_of(e));
    index_departure(slot);
  } else {
    auto& there = departures_[slot];
    CHECK(there.stock && there.live_tickets == 0);
    closings_.erase({there.closes_at, slot});
    auto fresh = row_of(e);
    fresh.tickets = there.tickets;
    fresh.orders = std::move(there.orders);
    there = std::move(fresh);
  }
  if (e.closes_at != instant{}) {
    closings_.emplace(e.closes_at, slot);
  }
}

void book::apply(departure_closed const& e, instant at) {
  auto const slot = slot_of(e.departure);
  CHECK(slot != kNone);
  auto& there = departures_[slot];
  CHECK(there.stock.has_value());
  there.stock.reset();
  closings_.erase({there.closes_at, slot});
  for (auto const order : std::exchange(there.orders, {})) {
    note_if_over(order, at);
  }
  if (there.tickets == 0) {
    remove_departure(slot);
  }
}

void book::add_order_to(std::uint32_t departure, std::uint32_t order) {
  auto& d = departures_[departure];
  if (!d.orders.empty() && d.orders.back() == order) {
    return;
  }
  if (d.orders.size() > 64 + 2 * std::size_t{d.tickets}) {
    // Mostly orders that left: keep those that still have a ticket.
    std::erase_if(d.orders, [&](std::uint32_t slot) {
      auto const& o = orders_[slot];
      for (auto i = std::size_t{0}; i < o.tickets; ++i) {
        if (ticket(o, i).departure == departure) {
          return false;
        }
      }
      return true;
    });
    std::ranges::sort(d.orders);
    d.orders.erase(std::ranges::unique(d.orders).begin(), d.orders.end());
  }
  d.orders.push_back(order);
}

void book::apply(order_reserved const& e, instant at) {
  CHECK(slot_of(e.order) == kNone);
  CHECK(!e.tickets.empty() && e.tickets.size() <= kTicketsPerOrderMax);
  auto const account = account_slot(e.account);
  auto const first_ticket = tickets_.add(e.tickets.size());
  auto order = order_row{};
  order.id = e.order;
  order.set_times(at, e.expires_at);
  order.account = account;
  order.first_ticket = first_ticket;
  order.tickets = static_cast<std::uint8_t>(e.tickets.size());
  order.money = money_slot(e.money) & 0x7FU;
  order.status = order_status::reserved;
  auto const slot = orders_.add(order);
  index_order(slot);
  for (auto i = std::size_t{0}; i < e.tickets.size(); ++i) {
    auto const& held = e.tickets[i];
    auto const departure = slot_of(held.departure);
    CHECK(departure != kNone);
    auto& row = tickets_[first_ticket + i];
    row.passenger = held.passenger;
    row.document = held.document;
    row.set(held.price, printed_.number_of(held.coach, held.label));
    row.departure = departure;
    row.from = held.from;
    row.to = held.to;
    row.seat = held.seat;
    row.place_class = held.place_class;
    row.type = held.type;
    row.leg = held.leg;
    take(row);
    ++departures_[departure].tickets;
    add_order_to(departure, slot);
  }
  unpaid_.add({e.expires_at, slot});
  auto& owner = accounts_[account];
  ++owner.orders;
  ++owner.unpaid;
  ++owner.open;
}

void book::apply(order_cancelled const& e, instant at) {
  auto const slot = existing(e.order);
  end_hold(slot, order_status::cancelled);
  give_all(orders_[slot]);
  --accounts_[orders_[slot].account].open;
  note_if_over(slot, at);
}

void book::apply(order_expired const& e, instant at) {
  auto const slot = existing(e.order);
  end_hold(slot, order_status::expired);
  give_all(orders_[slot]);
  --accounts_[orders_[slot].account].open;
  note_if_over(slot, at);
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

void book::apply(tickets_refunded const& e, instant at) {
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
    worth += ticket(o, index).price();
    give(ticket(o, index));
  }
  CHECK(e.amount + e.fee == worth);
  refunds_[slot].push_back({.tickets = mask, .amount = e.amount});
  ledger_.transfer(money(o), ledger_account::revenue, ledger_account::sandbox, e.amount);
  ledger_.transfer(money(o), ledger_account::revenue, ledger_account::fees, e.fee);
  if (std::popcount(before | mask) == o.tickets) {
    o.status = order_status::refunded;
    --accounts_[o.account].open;
    note_if_over(slot, at);
  }
}

void book::note_if_over(std::uint32_t slot, instant at) {
  auto& o = orders_[slot];
  if (o.tickets != 0 && !o.over && may_leave(o)) {
    if (over_.empty()) {
      over_since_ = at;
    }
    o.over = true;
    over_.push_back(slot);
  }
}

void book::add_key(std::uint32_t slot) {
  auto& o = orders_[slot];
  o.add_key();
  if (o.over) {  // it ended with this very command
    CHECK(over_.back() == slot);
    over_.pop_back();
    o.over = false;
  }
}

void book::remove_key(std::uint32_t slot, instant at) {
  orders_[slot].remove_key();
  note_if_over(slot, at);
}

void book::remove_ticket(ticket_row const& t) {
  auto const slot = t.departure;
  auto& d = departures_[slot];
  --d.tickets;
  if (d.tickets == 0 && !d.stock) {
    remove_departure(slot);
  }
}

void book::remove_departure(std::uint32_t slot) {
  departure_slots_.erase(slot, [this](std::uint32_t s) { return hash_of(departures_[s].id); });
  departures_.remove(slot);
}

void book::remove(std::uint32_t slot) {
  auto const o = orders_[slot];
  auto const travelled = o.status == order_status::ticketed;
  auto const gone = refunded(slot);
  for (auto i = std::size_t{0}; i < o.tickets; ++i) {
    if (travelled && ((gone >> i) & 1U) == 0) {
      give(ticket(o, i));
    }
    remove_ticket(ticket(o, i));
  }
  tickets_.remove(o.first_ticket, o.tickets);
  refunds_.erase(slot);
  order_slots_.erase(slot, [this](std::uint32_t s) { return hash_of(orders_[s].id); });
  orders_.remove(slot);
  auto& account = accounts_[o.account];
  account.open -= travelled ? 1 : 0;
  --account.orders;
  if (account.orders == 0) {
    account_slots_.erase(o.account, [this](std::uint32_t s) { return hash_of(accounts_[s].id); });
    accounts_.remove(o.account);
  }
}

void book::apply(orders_settled const& e, instant) {
  CHECK(!e.orders.empty());
  for (auto const id : e.orders) {
    auto const slot = existing(id);
    CHECK(orders_[slot].over);
    remove(slot);
  }
  auto listed = e.orders.size();
  for (; !over_.empty() && !orders_[over_.front()].over; --listed) {
    over_.pop_front();
  }
  if (listed > 0) {  // a book that was loaded may list them in another order
    std::erase_if(over_, [this](std::uint32_t slot) { return !orders_[slot].over; });
  }
}

}  // namespace chepiao
