#include <algorithm>
#include <bit>
#include <string>

#include "booking/book.h"
#include "booking/hashes.h"
#include "booking/packed_row.h"

namespace chepiao {
namespace {

// The timetable has no longer runs; damage should not cost gigabytes.
constexpr auto kStopsMax = 1'024;

void require(bool holds, char const* what) {
  if (!holds) {
    throw corrupt_bytes{std::string{"booking: "} + what};
  }
}

template <typename Row, typename Enum>
Enum get_enum(Row& in, Enum last) {
  auto const value = in.template get<std::underlying_type_t<Enum>>();
  require(value <= std::to_underlying(last), "unknown enumerator");
  return static_cast<Enum>(value);
}

template <typename Row>
instant get_instant(Row& in) {
  return instant{milliseconds{in.template get<milliseconds::rep>()}};
}

bool holds_seats(order_status status) {
  switch (status) {
    case order_status::reserved:
    case order_status::paid:
    case order_status::ticketed:
      return true;
    case order_status::init:
    case order_status::cancelled:
    case order_status::expired:
    case order_status::refunded:
      return false;
  }
  return false;
}

}  // namespace

void book::load_departures(byte_reader& in) {
  auto const slots = in.get<std::uint32_t>();
  require(slots <= in.left(), "fewer departures than it says");
  for (auto slot = std::uint32_t{0}; slot < slots; ++slot) {
    auto const stops = in.get<std::uint16_t>();
    if (stops == 0) {
      departures_.load_row({});
      continue;
    }
    require(stops >= 2 && stops <= kStopsMax, "a departure of too few or too many stops");
    auto opened = departure_opened{};
    opened.stops = stops;
    opened.departure.service = service_id{in.get<std::uint32_t>()};
    opened.departure.day.days = in.get<std::int32_t>();
    opened.layout = in.get<std::uint64_t>();
    opened.closes_at = get_instant(in);
    auto const open = in.get<std::uint8_t>();
    require(open <= 1, "a departure neither open nor closed");
    for (auto classes = in.get<std::uint16_t>(); classes > 0; --classes) {
      auto const place_class = place_class_id{in.get<std::uint8_t>()};
      opened.classes.push_back({place_class, in.get<std::uint16_t>()});
    }
    require(open == 1 || opened.classes.empty(), "a closed departure with stock");
    require(slot_of(opened.departure) == kNone, "a departure twice");
    departures_.load_row(row_of(opened));
    index_departure(slot);
    if (open == 0) {
      departures_[slot].stock.reset();
    } else if (opened.closes_at != instant{}) {
      closings_.emplace(opened.closes_at, slot);
    }
  }
  departures_.load_free(in, [](departure_row const& d) { return d.stops == 0; });
}

void book::load_accounts(byte_reader& in) {
  auto const slots = in.get<std::uint32_t>();
  require(slots <= in.left(), "fewer accounts than it says");
  for (auto slot = std::uint32_t{0}; slot < slots; ++slot) {
    auto const id = account_id{in.get<std::uint64_t>()};
    auto const orders = in.get<std::uint32_t>();
    require(orders != 0 || id == account_id{}, "a slot that is half free");
    accounts_.load_row({.id = id, .orders = orders});
    if (orders != 0) {
      require(
          account_slots_.find(
              hash_of(id), [&](std::uint32_t other) { return accounts_[other].id == id; }) == kNone,
          "an account twice");
      account_slots_.insert(slot, [this](std::uint32_t s) { return hash_of(accounts_[s].id); });
    }
  }
  accounts_.load_free(in, [](account_row const& a) { return a.orders == 0; });
}

void book::load_refunds(byte_reader& in) {
  for (auto left = in.get<std::uint32_t>(); left > 0; --left) {
    auto& refunds = refunds_[in.get<std::uint32_t>()];
    require(refunds.empty(), "refunds of an order twice");
    for (auto steps = in.get<std::uint8_t>(); steps > 0; --steps) {
      auto const tickets = in.get<std::uint64_t>();
      refunds.push_back({.tickets = tickets, .amount = minor_units{in.get<std::int64_t>()}});
    }
    require(!refunds.empty(), "no refunds of an order");
  }
}

ticket_row book::load_ticket(byte_reader& bytes) const {
  auto in = row_unpacker<kTicketBytes>{bytes};
  auto t = ticket_row{};
  t.passenger = in.get<passenger_id>();
  t.document = in.get<document_hash>();
  auto const price = minor_units{in.get<std::int64_t>()};
  t.departure = in.get<std::uint32_t>();
  auto const printed = in.get<std::uint32_t>();
  t.from = in.get<stop_index>();
  t.to = in.get<stop_index>();
  t.seat = in.get<seat_index>();
  t.place_class = in.get<place_class_id>();
  t.type = get_enum(in, passenger_type::disabled);
  t.leg = in.get<std::uint8_t>();
  require(t.departure < departures_.slots() && departures_[t.departure].stops != 0,
          "a ticket of no departure");
  require(printed < printed_.size(), "a ticket without a seat name");
  require(price >= minor_units{} && price <= ticket_row::kPriceMax, "a price out of range");
  t.set(price, printed);
  return t;
}

// May the ticket have its seat?
bool book::fits(ticket_row const& t) const {
  auto const& stock = departures_[t.departure].stock;
  if (!stock) {
    return true;
  }
  auto const position = stock->class_position(t.place_class);
  return position && std::to_underlying(t.seat) < stock->seats_in(*position) && t.from < t.to &&
         std::to_underlying(t.to) <= stock->segments() &&
         stock->is_free(*position, t.seat, {t.from, t.to});
}

void book::load_tickets(byte_reader& bytes, std::uint32_t slot, std::vector<bool>& used) {
  auto const& o = orders_[slot];
  auto const live = holds_seats(o.status) ? ~refunded(slot) : 0;
  for (auto i = std::uint32_t{0}; i < o.tickets; ++i) {
    auto const t = load_ticket(bytes);
    auto const at = o.first_ticket + i;
    require(at < tickets_.slots() && used[at], "a ticket twice, or where none is");
    used[at] = false;
    tickets_[at] = t;
    auto& d = departures_[t.departure];
    if ((live >> i & 1U) != 0) {
      require(fits(t), "a seat sold twice, or that is not there");
      if (d.stock) {
        take(t);
      } else {
        ++d.live_tickets;
        ++live_tickets_;
      }
    }
    ++d.tickets;
    if (d.stock) {
      add_order_to(t.departure, slot);
    }
  }
}

void book::load_orders(byte_reader& bytes) {
  auto used = std::vector<bool>{};
  tickets_.load(bytes, used);
  load_refunds(bytes);
  auto const slots = bytes.get<std::uint32_t>();
  require(slots <= bytes.left() / kOrderBytes, "fewer orders than it says");
  order_slots_.reserve(slots);
  auto held = std::vector<hold_queue::entry>{};
  auto of_account = std::vector<std::uint32_t>(accounts_.slots());
  for (auto slot = std::uint32_t{0}; slot < slots; ++slot) {
    auto const raw = bytes.get_bytes(kOrderBytes);
    auto row = byte_reader{raw};
    auto in = row_unpacker<kOrderBytes>{row};
    auto o = order_row{};
    o.id.high = in.get<std::uint64_t>();
    o.id.low = in.get<std::uint64_t>();
    auto const created_at = get_instant(in);
    auto const expires_at = get_instant(in);
    o.account = in.get<std::uint32_t>();
    o.first_ticket = in.get<std::uint32_t>();
    o.tickets = in.get<std::uint8_t>();
    auto const money = in.get<std::uint8_t>();
    o.status = get_enum(in, order_status::refunded);
    o.method = get_enum(in, payment_method::sandbox);
    if (o.tickets == 0) {
      require(refunds(slot) == 0, "a refund of no order");
      require(std::ranges::count(raw, std::byte{0}) == std::ssize(raw), "a slot that is half free");
      orders_.load_row({});
      continue;
    }
    require(order_row::can_keep(created_at, expires_at), "times out of range");
    o.set_times(created_at, expires_at);
    require(slot_of(o.id) == kNone, "an order twice");
    require(o.account < accounts_.slots() && accounts_[o.account].orders != 0,
            "an order of no account");
    require(money < currencies_.size(), "an order without a currency");
    require(o.tickets <= kTicketsPerOrderMax, "an order of too many tickets");
    o.money = money & 0x7FU;
    orders_.load_row(o);
    index_order(slot);
    load_tickets(bytes, slot, used);
    auto& account = accounts_[o.account];
    ++of_account[o.account];
    if (o.status == order_status::reserved) {
      held.push_back({expires_at, slot});
      ++account.unpaid;
    }
    account.open += holds_seats(o.status) ? 1 : 0;
  }
  orders_.load_free(bytes, [](order_row const& o) { return o.tickets == 0; });
  require(refunds_.empty() || refunds_.rbegin()->first < slots, "a refund of no order");
  require(std::ranges::find(used, true) == used.end(), "tickets of no order");
  for (auto slot = std::size_t{0}; slot < accounts_.slots(); ++slot) {
    require(accounts_[slot].orders == of_account[slot], "an account's orders miscounted");
  }
  std::ranges::sort(held);
  for (auto const& one : held) {
    unpaid_.add(one);
  }
}

void book::seek_over() {
  for (auto slot = std::uint32_t{0}; slot < orders_.slots(); ++slot) {
    note_if_over(slot, over_since_);
  }
}

void book::load(byte_reader& in) {
  printed_.load(in);
  auto const currencies = in.get<std::uint32_t>();
  require(currencies <= 128, "too many currencies");
  currencies_.resize(currencies);
  for (auto& money : currencies_) {
    for (auto& letter : money.code) {
      letter = in.get<char>();
    }
  }
  load_departures(in);
  load_accounts(in);
  load_orders(in);
  over_since_ = get_instant(in);
  ledger_.load(in);
}

}  // namespace chepiao
