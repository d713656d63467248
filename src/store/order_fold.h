#pragma once

#include <cstdint>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/sqlite.h"
#include "event/record.h"
#include "store/open_database.h"

namespace chepiao {

// An event speaks of an order that the store has never seen: rebuild the store.
class store_mismatch : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Tables of store.db:
//   orders   one row an order, numbered in the order of the journal
//   tickets  one row a ticket, never changed once written
//   applied  one row: the seq of the last batch folded
schema const& order_schema();

// Turns records into rows, within the caller's transaction. An order made and changed within one
// transaction is written once, as what became of it. Throws sqlite::error, store_mismatch.
class order_fold {
 public:
  explicit order_fold(sqlite::connection&);

  // In each transaction before the first fold: what an undone one numbered is free again.
  void begin();
  // The record stays where it is until write().
  void fold(record const&);
  // In each transaction after the last fold.
  void write();
  void set_applied_seq(std::uint64_t);
  std::uint64_t applied_seq();

 private:
  void on(instant, departure_opened const&) {}
  void on(instant, keys_forgotten const&) {}
  void on(instant, departure_closed const&) {}
  void on(instant, orders_settled const&) {}
  void on(instant, order_reserved const&);
  void on(instant, order_cancelled const&);
  void on(instant, order_expired const&);
  void on(instant, payment_captured const&);
  void on(instant, order_ticketed const&);
  void on(instant, tickets_refunded const&);

  struct new_order {
    instant at;
    order_reserved const& made;
    order_status status = order_status::reserved;
    minor_units returned{};
    std::uint64_t refunded = 0;
  };

  new_order* find_new(order_id);
  void insert(new_order const&);
  void insert_order(std::int64_t order_no, new_order const&);
  void insert_ticket(std::int64_t order_no, std::size_t index, held_ticket const&);
  void set_status(order_id, order_status);
  void require_one_change(order_id) const;

  sqlite::connection& db_;
  sqlite::statement insert_order_;
  sqlite::statement insert_ticket_;
  sqlite::statement set_status_;
  sqlite::statement refund_;
  sqlite::statement set_applied_;
  sqlite::statement get_applied_;
  sqlite::statement get_last_order_no_;
  std::int64_t last_order_no_ = 0;
  std::vector<new_order> new_;  // since begin()
  std::unordered_map<order_id, std::size_t> new_by_id_;
};

// An order's id as the 16 bytes under which the store finds it, most significant first.
using order_key = std::array<std::byte, 16>;
order_key key_of(order_id);
order_id order_of(std::span<std::byte const> key);  // requires 16 bytes

}  // namespace chepiao
