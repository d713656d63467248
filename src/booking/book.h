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
#include "booking/chunked.h"
#include "booking/printed_seats.h"
#include "booking/slot_index.h"
#include "command/reply.h"
#include "event/event.h"
#include "event/record.h"
#include "inventory/departure_stock.h"
#include "ledger/ledger.h"

namespace chepiao {

// A departure with stock.
struct departure_row {
  departure_id id;
  std::uint64_t layout = 0;
  std::vector<departure_opened::class_stock> classes;
  departure_stock stock;
  std::uint32_t live_tickets = 0;  // held or sold, and not given back
};

// A ticket as it is kept; its strings are numbers.
struct ticket_row {
  passenger_id passenger{};
  document_hash document{};
  minor_units price{};
  std::uint32_t departure = 0;  // slot
  std::uint32_t printed = 0;    // number in printed_seats
  stop_index from{};
  stop_index to{};
  seat_index seat{};
  place_class_id place_class{};
  passenger_type type{};
  std::uint8_t leg = 0;
};

// An order as it is kept. Its tickets lie side by side.
struct order_row {
  order_id id;
  instant created_at{};
  instant expires_at{};
  std::uint32_t account = 0;       // slot
  std::uint32_t first_ticket = 0;  // slot
  std::uint8_t tickets = 0;
  std::uint8_t money = 0;  // position in the list of currencies
  order_status status{};
  payment_method method{};  // meaningful once paid
};

// How many orders count against an account's limits.
struct account_row {
  account_id id{};
  std::uint32_t unpaid = 0;  // RESERVED
  std::uint32_t open = 0;    // RESERVED or TICKETED
};

// One refund of an order.
struct refund_row {
  std::uint64_t tickets = 0;  // bit i: ticket i
  minor_units amount{};       // what went back
};

// All orders, tickets, stock and money: what the booking events fold into. Slots are given in the
// order of creation and never again, so the same history gives the same book. apply() is the only
// change.
class book {
 public:
  static constexpr auto kNone = slot_index::kNone;
  static constexpr auto kTicketsPerOrderMax = std::size_t{64};  // a refund mask has 64 bits

  // --- what decisions read
  departure_row const* find(departure_id) const;  // null: never held from
  std::uint32_t slot_of(order_id) const;          // kNone: there is no such order
  order_row const& order(std::uint32_t slot) const { return orders_[slot]; }
  ticket_row const& ticket(order_row const& o, std::size_t index) const {
    return tickets_[o.first_ticket + index];
  }
  departure_row const& departure(ticket_row const& t) const { return departures_[t.departure]; }
  account_id owner(order_row const& o) const { return accounts_[o.account].id; }
  account_row account(account_id) const;  // zeros for one that never ordered
  currency money(order_row const& o) const { return currencies_[o.money]; }
  minor_units total(order_row const&) const;
  std::uint64_t refunded(std::uint32_t slot) const;  // bit i: ticket i
  // Unpaid orders by deadline, then by age.
  std::set<std::pair<instant, std::uint32_t>> const& holds() const { return holds_; }
  std::deque<departure_row> const& departures() const { return departures_; }  // as opened
  std::size_t orders() const { return orders_.size(); }
  std::uint64_t live_tickets() const { return live_tickets_; }
  ledger const& money_ledger() const { return ledger_; }

  // The order as it was when it had this status and these tickets were refunded.
  order_view view(std::uint32_t slot, order_status, std::uint64_t refunded) const;

  // --- the fold; `at` is the record's log time. CHECKs that the event fits.
  void apply(departure_opened const&, instant at);
  void apply(order_reserved const&, instant at);
  void apply(order_cancelled const&, instant at);
  void apply(order_expired const&, instant at);
  void apply(payment_captured const&, instant at);
  void apply(order_ticketed const&, instant at);
  void apply(tickets_refunded const&, instant at);

  // --- the whole book as bytes; load() into a new book only, throws corrupt_bytes.
  void save(byte_writer&) const;
  void load(byte_reader&);

 private:
  std::uint32_t slot_of(departure_id) const;
  std::uint32_t existing(order_id) const;  // CHECKs that it exists
  std::uint32_t account_slot(account_id);
  std::uint8_t money_slot(currency);
  static departure_row row_of(departure_opened const&);
  void add_departure(departure_opened const&);
  void add_order(order_row const&);
  void take(ticket_row const&);
  void give(ticket_row const&);
  void give_all(order_row const&);
  void end_hold(std::uint32_t slot, order_status);
  void load_departures(byte_reader&);
  void load_accounts(byte_reader&);
  void load_orders(byte_reader&);
  void load_refunds(byte_reader&);
  ticket_row load_ticket(byte_reader&) const;
  bool fits(ticket_row const&) const;

  std::deque<departure_row> departures_;
  slot_index departure_slots_;
  chunked<order_row> orders_;
  slot_index order_slots_;
  chunked<ticket_row> tickets_;
  chunked<account_row> accounts_;
  slot_index account_slots_;
  std::vector<currency> currencies_;
  std::set<std::pair<instant, std::uint32_t>> holds_;
  std::map<std::uint32_t, std::vector<refund_row>> refunds_;  // by order slot; oldest first
  printed_seats printed_;
  ledger ledger_;
  std::uint64_t live_tickets_ = 0;
};

}  // namespace chepiao
