#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "booking/hold_queue.h"
#include "booking/order_row.h"
#include "booking/printed_seats.h"
#include "booking/slot_index.h"
#include "booking/slot_pool.h"
#include "booking/ticket_row.h"
#include "booking/ticket_runs.h"
#include "command/reply.h"
#include "event/event.h"
#include "event/record.h"
#include "inventory/departure_stock.h"
#include "ledger/ledger.h"

namespace chepiao {

// A departure that somebody held from.
struct departure_row {
  departure_id id;
  std::uint64_t layout = 0;
  instant closes_at{};                   // 1970: never by itself
  std::uint16_t stops = 0;               // 0: no departure, the slot is free
  std::uint32_t live_tickets = 0;        // held or sold, and not given back
  std::uint32_t tickets = 0;             // of orders in the book, whatever became of them
  std::optional<departure_stock> stock;  // nothing once it is closed
  // Slots of the orders with tickets for it, each at least once, and some of orders that left.
  std::vector<std::uint32_t> orders;
};

// How many orders count against an account's limits.
struct account_row {
  account_id id{};
  std::uint32_t orders = 0;  // in the book; 0: no account, the slot is free
  std::uint32_t unpaid = 0;  // RESERVED
  std::uint32_t open = 0;    // RESERVED or TICKETED
};

// One refund of an order.
struct refund_row {
  std::uint64_t tickets = 0;  // bit i: ticket i
  minor_units amount{};       // what went back
};

// Orders, tickets, stock and money: what the booking events fold into. The same history gives the
// same book, slot by slot. apply() and the counting of keys are the only change. What is over and
// settled leaves it; the journal and the order store have it for good.
class book {
 public:
  static constexpr auto kNone = slot_index::kNone;
  static constexpr auto kTicketsPerOrderMax = ticket_runs::kRunMax;  // a refund mask has 64 bits
  static constexpr auto kLeavingAtOnce = std::size_t{1024};

  // --- what decisions read
  departure_row const* find(departure_id) const;  // null: never held from, or long gone
  std::uint32_t slot_of(order_id) const;          // kNone: there is no such order
  order_row const& order(std::uint32_t slot) const { return orders_[slot]; }
  ticket_row const& ticket(order_row const& o, std::size_t index) const {
    return tickets_[o.first_ticket + index];
  }
  departure_row const& departure(ticket_row const& t) const { return departures_[t.departure]; }
  account_id owner(order_row const& o) const { return accounts_[o.account].id; }
  account_row account(account_id) const;  // zeros for one without orders
  currency money(order_row const& o) const { return currencies_[o.money]; }
  minor_units total(order_row const&) const;
  std::uint64_t refunded(std::uint32_t slot) const;  // bit i: ticket i
  // The tickets refunded by the first `refunds` refunds of the order, and how many there are.
  std::uint64_t refunded_by(std::uint32_t slot, std::size_t refunds) const;
  std::size_t refunds(std::uint32_t slot) const;
  std::size_t orders() const { return orders_.size(); }
  std::uint64_t live_tickets() const { return live_tickets_; }
  ledger const& money_ledger() const { return ledger_; }

  // Timers: when the next is due, nothing when none is, and what it is about.
  std::optional<instant> next_expiry() const;
  std::vector<std::uint32_t> expired_by(instant, std::size_t max) const;  // by deadline
  std::optional<instant> next_closing() const;
  std::vector<departure_id> closing_by(instant, std::size_t max) const;  // by time
  // Orders of which nothing can be asked any more: they are over, or their departures are closed,
  // and no key answers with them. They leave in handfuls, a little later than they could.
  std::optional<instant> next_leaving() const;
  std::vector<order_id> leaving(std::size_t max) const;

  // Calls visit(row) for every departure in the book.
  template <typename Visit>
  void visit_departures(Visit const& visit) const {
    for (auto slot = std::size_t{0}; slot < departures_.slots(); ++slot) {
      if (departures_[slot].stops != 0) {
        visit(departures_[slot]);
      }
    }
  }
  std::size_t departures() const { return departures_.size(); }

  // The order as it was when it had this status and these tickets were refunded.
  order_view view(std::uint32_t slot, order_status, std::uint64_t refunded) const;

  // --- the fold; `at` is the record's log time. CHECKs that the event fits.
  void apply(departure_opened const&, instant at);
  void apply(departure_closed const&, instant at);
  void apply(order_reserved const&, instant at);
  void apply(order_cancelled const&, instant at);
  void apply(order_expired const&, instant at);
  void apply(payment_captured const&, instant at);
  void apply(order_ticketed const&, instant at);
  void apply(tickets_refunded const&, instant at);
  void apply(orders_settled const&, instant at);

  // An idempotency key answers with this order from now on, or no longer.
  void add_key(std::uint32_t slot);
  void remove_key(std::uint32_t slot, instant at);

  // --- the whole book as bytes; load() into a new book only, throws corrupt_bytes. The keys of the
  // orders are to be added after load(), and then seek_over() called.
  void save(byte_writer&) const;
  void load(byte_reader&);
  bool is_order(std::uint32_t slot) const {
    return slot < orders_.slots() && orders_[slot].tickets != 0;
  }
  void seek_over();

 private:
  std::uint32_t slot_of(departure_id) const;
  std::uint32_t existing(order_id) const;  // CHECKs that it exists
  std::uint32_t account_slot(account_id);
  std::uint8_t money_slot(currency);
  static departure_row row_of(departure_opened const&);
  void index_departure(std::uint32_t slot);
  void index_order(std::uint32_t slot);
  void take(ticket_row const&);
  void give(ticket_row const&);
  void give_all(order_row const&);
  void end_hold(std::uint32_t slot, order_status);
  bool holds(hold_queue::entry const&) const;
  bool may_leave(order_row const&) const;
  void note_if_over(std::uint32_t slot, instant at);
  void remove_departure(std::uint32_t slot);
  void remove(std::uint32_t slot);
  void remove_ticket(ticket_row const&);
  void add_order_to(std::uint32_t departure, std::uint32_t order);
  void load_departures(byte_reader&);
  void load_accounts(byte_reader&);
  void load_orders(byte_reader&);
  void load_tickets(byte_reader&, std::uint32_t slot, std::vector<bool>& used);
  void load_refunds(byte_reader&);
  ticket_row load_ticket(byte_reader&) const;
  bool fits(ticket_row const&) const;

  slot_pool<departure_row, 64> departures_;
  slot_index departure_slots_;
  slot_pool<order_row> orders_;
  slot_index order_slots_;
  ticket_runs tickets_;
  slot_pool<account_row> accounts_;
  slot_index account_slots_;
  std::vector<currency> currencies_;
  std::map<std::uint32_t, std::vector<refund_row>> refunds_;  // by order slot; oldest first
  printed_seats printed_;
  ledger ledger_;
  // These follow from the rows above.
  hold_queue unpaid_;
  std::set<std::pair<instant, std::uint32_t>> closings_;  // departures that are to be closed
  std::deque<std::uint32_t> over_;                        // slots
  instant over_since_{};
  std::uint64_t live_tickets_ = 0;
};

}  // namespace chepiao
