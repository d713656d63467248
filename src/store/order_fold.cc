#include "store/order_fold.h"

#include <utility>
#include <variant>

#include "base/check.h"
#include "store/transaction.h"

namespace chepiao {
namespace {

constexpr auto kTables = R"sql(
CREATE TABLE orders (
  order_no      INTEGER PRIMARY KEY,
  id            BLOB    NOT NULL UNIQUE,
  account       INTEGER NOT NULL,
  status        INTEGER NOT NULL,
  currency      TEXT    NOT NULL,
  total         INTEGER NOT NULL,
  returned      INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  refunded      INTEGER NOT NULL DEFAULT 0,
  every_ticket  INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_of_account ON orders (account, order_no);
CREATE TABLE tickets (
  order_no      INTEGER NOT NULL REFERENCES orders,
  number        INTEGER NOT NULL,
  passenger     INTEGER NOT NULL,
  document      INTEGER NOT NULL,
  type          INTEGER NOT NULL,
  leg           INTEGER NOT NULL,
  service       INTEGER NOT NULL,
  day           INTEGER NOT NULL,
  place_class   INTEGER NOT NULL,
  from_stop     INTEGER NOT NULL,
  to_stop       INTEGER NOT NULL,
  seat          INTEGER NOT NULL,
  price         INTEGER NOT NULL,
  coach         TEXT    NOT NULL,
  label         TEXT    NOT NULL,
  PRIMARY KEY (order_no, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE applied (
  one           INTEGER PRIMARY KEY CHECK (one = 1),
  seq           INTEGER NOT NULL
) STRICT;
INSERT INTO applied VALUES (1, 0);
)sql";

template <typename Value>
std::int64_t number(Value value) {
  if constexpr (std::is_enum_v<Value>) {
    return static_cast<std::int64_t>(std::to_underlying(value));
  } else {
    return static_cast<std::int64_t>(value);
  }
}

std::int64_t number(instant at) {
  return at.time_since_epoch().count();
}

// Bit i is ticket i; 64 tickets fill the whole word.
std::uint64_t mask_of_all(std::size_t tickets) {
  CHECK(tickets >= 1 && tickets <= 64);
  return ~std::uint64_t{0} >> (64 - tickets);
}

std::uint64_t mask_of(std::span<std::uint8_t const> tickets) {
  auto mask = std::uint64_t{0};
  for (auto const index : tickets) {
    CHECK(index < 64);
    mask |= std::uint64_t{1} << index;
  }
  return mask;
}

}  // namespace

schema const& order_schema() {
  static auto const tables = schema{.version = 1, .tables = kTables};
  return tables;
}

order_fold::order_fold(sqlite::connection& db)
    : db_{db},
      insert_order_{
          db.prepare("INSERT INTO orders (order_no, id, account, status, currency, total, returned,"
                     " created_at, expires_at, refunded, every_ticket)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")},
      insert_ticket_{
          db.prepare("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")},
      set_status_{db.prepare("UPDATE orders SET status = ?1 WHERE id = ?2")},
      refund_{db.prepare("UPDATE orders SET refunded = refunded | ?1, returned = returned + ?2,"
                         " status = iif((refunded | ?1) = every_ticket, ?3, status)"
                         " WHERE id = ?4")},
      set_applied_{db.prepare("UPDATE applied SET seq = ?")},
      get_applied_{db.prepare("SELECT seq FROM applied")},
      get_last_order_no_{db.prepare("SELECT ifnull(max(order_no), 0) FROM orders")} {}

void order_fold::begin() {
  auto const reset = reset_after{get_last_order_no_};
  CHECK(get_last_order_no_.step());
  last_order_no_ = get_last_order_no_.integer(0);
  new_.clear();
  new_by_id_.clear();
}

void order_fold::write() {
  for (auto const& each : new_) {
    insert(each);
  }
  new_.clear();
  new_by_id_.clear();
}

void order_fold::fold(record const& r) {
  for (auto i = std::size_t{0}; i < r.events.size(); ++i) {
    // A payment and its tickets are one decision: nobody sees the order in between.
    if (std::holds_alternative<payment_captured>(r.events[i]) && i + 1 < r.events.size() &&
        std::holds_alternative<order_ticketed>(r.events[i + 1])) {
      continue;
    }
    std::visit([&](auto const& e) { on(r.at, e); }, r.events[i]);
  }
}

void order_fold::set_applied_seq(std::uint64_t seq) {
  set_applied_.bind(1, number(seq)).run();
}

std::uint64_t order_fold::applied_seq() {
  auto const reset = reset_after{get_applied_};
  if (!get_applied_.step()) {
    throw unusable_database{"the store has lost its position in the journal"};
  }
  return static_cast<std::uint64_t>(get_applied_.integer(0));
}

void order_fold::on(instant at, order_reserved const& e) {
  new_by_id_.emplace(e.order, new_.size());
  new_.push_back({.at = at, .made = e});
}

void order_fold::on(instant, order_cancelled const& e) {
  set_status(e.order, order_status::cancelled);
}

void order_fold::on(instant, order_expired const& e) {
  set_status(e.order, order_status::expired);
}

void order_fold::on(instant, payment_captured const& e) {
  set_status(e.order, order_status::paid);
}

void order_fold::on(instant, order_ticketed const& e) {
  set_status(e.order, order_status::ticketed);
}

void order_fold::on(instant, tickets_refunded const& e) {
  auto const mask = mask_of(e.tickets);
  if (auto* const made = find_new(e.order)) {
    made->refunded |= mask;
    made->returned += e.amount;
    if (made->refunded == mask_of_all(made->made.tickets.size())) {
      made->status = order_status::refunded;
    }
    return;
  }
  auto const key = key_of(e.order);
  refund_.bind(1, number(mask))
      .bind(2, count(e.amount))
      .bind(3, number(order_status::refunded))
      .bind_blob(4, key)
      .run();
  require_one_change(e.order);
}

order_fold::new_order* order_fold::find_new(order_id order) {
  auto const found = new_by_id_.find(order);
  return found != new_by_id_.end() ? &new_[found->second] : nullptr;
}

void order_fold::insert(new_order const& o) {
  insert_order(++last_order_no_, o);
  for (auto i = std::size_t{0}; i < o.made.tickets.size(); ++i) {
    insert_ticket(last_order_no_, i, o.made.tickets[i]);
  }
}

void order_fold::insert_order(std::int64_t order_no, new_order const& o) {
  auto const& e = o.made;
  auto total = minor_units{};
  for (auto const& ticket : e.tickets) {
    total += ticket.price;
  }
  auto const key = key_of(e.order);
  insert_order_.bind(1, order_no)
      .bind_blob(2, key)
      .bind(3, number(e.account))
      .bind(4, number(o.status))
      .bind_in_place(5, e.money.text())
      .bind(6, count(total))
      .bind(7, count(o.returned))
      .bind(8, number(o.at))
      .bind(9, number(e.expires_at))
      .bind(10, number(o.refunded))
      .bind(11, number(mask_of_all(e.tickets.size())))
      .run();
}

void order_fold::insert_ticket(std::int64_t order_no, std::size_t index, held_ticket const& t) {
  insert_ticket_.bind(1, order_no)
      .bind(2, number(index))
      .bind(3, number(t.passenger))
      .bind(4, number(t.document))
      .bind(5, number(t.type))
      .bind(6, number(t.leg))
      .bind(7, number(t.departure.service))
      .bind(8, number(t.departure.day.days))
      .bind(9, number(t.place_class))
      .bind(10, number(t.from))
      .bind(11, number(t.to))
      .bind(12, number(t.seat))
      .bind(13, count(t.price))
      .bind_in_place(14, t.coach)
      .bind_in_place(15, t.label)
      .run();
}

void order_fold::set_status(order_id order, order_status status) {
  if (auto* const made = find_new(order)) {
    made->status = status;
    return;
  }
  auto const key = key_of(order);
  set_status_.bind(1, number(status)).bind_blob(2, key).run();
  require_one_change(order);
}

void order_fold::require_one_change(order_id order) const {
  if (db_.changes() != 1) {
    throw store_mismatch{"the store does not know order " + to_text(order)};
  }
}

order_key key_of(order_id id) {
  auto key = order_key{};
  for (auto i = std::size_t{0}; i < 8; ++i) {
    key[i] = static_cast<std::byte>(id.high >> (56 - 8 * i));
    key[8 + i] = static_cast<std::byte>(id.low >> (56 - 8 * i));
  }
  return key;
}

order_id order_of(std::span<std::byte const> key) {
  CHECK(key.size() == 16);
  auto id = order_id{};
  for (auto i = std::size_t{0}; i < 8; ++i) {
    id.high = (id.high << 8U) | std::to_integer<std::uint64_t>(key[i]);
    id.low = (id.low << 8U) | std::to_integer<std::uint64_t>(key[8 + i]);
  }
  return id;
}

}  // namespace chepiao
