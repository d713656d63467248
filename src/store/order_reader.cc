#include "store/order_reader.h"

#include <algorithm>
#include <utility>

#include "store/open_database.h"
#include "store/order_fold.h"
#include "store/transaction.h"

namespace chepiao {
namespace {

struct numbered_order {
  std::int64_t order_no = 0;
  stored_order order;
};

instant instant_in(sqlite::statement const& row, int column) {
  return instant{milliseconds{row.integer(column)}};
}

numbered_order order_in(sqlite::statement const& row) {
  auto found = numbered_order{.order_no = row.integer(0), .order = {}};
  auto& order = found.order;
  order.order = order_of(row.blob(1));
  order.account = static_cast<account_id>(row.integer(2));
  order.status = static_cast<order_status>(row.integer(3));
  std::ranges::copy(row.text(4).substr(0, order.money.code.size()), order.money.code.begin());
  order.total = minor_units{row.integer(5)};
  order.returned = minor_units{row.integer(6)};
  order.created_at = instant_in(row, 7);
  order.expires_at = instant_in(row, 8);
  order.refunded = static_cast<std::uint64_t>(row.integer(9));
  return found;
}

held_ticket ticket_in(sqlite::statement const& row) {
  return {
      .passenger = static_cast<passenger_id>(row.integer(0)),
      .document = static_cast<document_hash>(row.integer(1)),
      .type = static_cast<passenger_type>(row.integer(2)),
      .leg = static_cast<std::uint8_t>(row.integer(3)),
      .departure = {.service = static_cast<service_id>(row.integer(4)),
                    .day = {static_cast<std::int32_t>(row.integer(5))}},
      .place_class = static_cast<place_class_id>(row.integer(6)),
      .from = static_cast<stop_index>(row.integer(7)),
      .to = static_cast<stop_index>(row.integer(8)),
      .seat = static_cast<seat_index>(row.integer(9)),
      .price = minor_units{row.integer(10)},
      .coach = std::string{row.text(11)},
      .label = std::string{row.text(12)},
  };
}

constexpr auto kFind =
    "SELECT order_no, id, account, status, currency, total, returned, created_at, expires_at, "
    "refunded"
    " FROM orders WHERE id = ?";
constexpr auto kNewest =
    "SELECT order_no, id, account, status, currency, total, returned, created_at, expires_at, "
    "refunded"
    " FROM orders WHERE account = ? AND order_no < ? ORDER BY order_no DESC LIMIT ?";
constexpr auto kTickets =
    "SELECT passenger, document, type, leg, service, day, place_class, from_stop, to_stop, seat, "
    "price,"
    " coach, label FROM tickets WHERE order_no = ? ORDER BY number";

}  // namespace

order_reader::order_reader(std::filesystem::path const& database)
    : db_{open_reader(database)},
      find_{db_.prepare(kFind)},
      number_of_{db_.prepare("SELECT order_no FROM orders WHERE id = ? AND account = ?")},
      newest_{db_.prepare(kNewest)},
      tickets_{db_.prepare(kTickets)} {}

std::optional<stored_order> order_reader::find(order_id order) {
  auto const key = key_of(order);
  auto const reset = reset_after{find_};
  if (!find_.bind_blob(1, key).step()) {
    return std::nullopt;
  }
  auto found = order_in(find_);
  found.order.tickets = tickets_of(found.order_no);
  return std::move(found.order);
}

std::optional<std::int64_t> order_reader::number_of(order_id order, account_id account) {
  auto const key = key_of(order);
  auto const reset = reset_after{number_of_};
  number_of_.bind_blob(1, key).bind(2, static_cast<std::int64_t>(account));
  return number_of_.step() ? std::optional{number_of_.integer(0)} : std::nullopt;
}

std::vector<stored_order> order_reader::newest(account_id account,
                                               std::int64_t before,
                                               std::size_t limit) {
  auto const reset = reset_after{newest_};
  newest_.bind(1, static_cast<std::int64_t>(account))
      .bind(2, before)
      .bind(3, static_cast<std::int64_t>(limit));
  auto orders = std::vector<stored_order>{};
  while (newest_.step()) {
    auto found = order_in(newest_);
    found.order.tickets = tickets_of(found.order_no);
    orders.push_back(std::move(found.order));
  }
  return orders;
}

std::vector<held_ticket> order_reader::tickets_of(std::int64_t order_no) {
  auto const reset = reset_after{tickets_};
  tickets_.bind(1, order_no);
  auto tickets = std::vector<held_ticket>{};
  while (tickets_.step()) {
    tickets.push_back(ticket_in(tickets_));
  }
  return tickets;
}

}  // namespace chepiao
