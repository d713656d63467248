#include <bit>
#include <string>

#include "booking/book.h"
#include "booking/hashes.h"
#include "booking/packed_row.h"

namespace chepiao {
namespace {

// The timetable has no longer runs; damage should not cost gigabytes.
constexpr auto kSegmentsMax = 1'024;

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
  for (auto left = in.get<std::uint32_t>(); left > 0; --left) {
    auto opened = departure_opened{};
    opened.departure.service = service_id{in.get<std::uint32_t>()};
    opened.departure.day.days = in.get<std::int32_t>();
    auto const segments = in.get<std::uint16_t>();
    require(segments >= 1 && segments <= kSegmentsMax, "a departure of no or too many segments");
    opened.stops = static_cast<std::uint16_t>(segments + 1);
    opened.layout = in.get<std::uint64_t>();
    for (auto classes = in.get<std::uint16_t>(); classes > 0; --classes) {
      auto const place_class = place_class_id{in.get<std::uint8_t>()};
      opened.classes.push_back({place_class, in.get<std::uint16_t>()});
    }
    require(slot_of(opened.departure) == kNone, "a departure twice");
    add_departure(opened);
  }
}

void book::load_accounts(byte_reader& in) {
  for (auto left = in.get<std::uint32_t>(); left > 0; --left) {
    auto const before = accounts_.size();
    require(account_slot(account_id{in.get<std::uint64_t>()}) == before, "an account twice");
  }
}

void book::load_refunds(byte_reader& in) {
  for (auto left = in.get<std::uint32_t>(); left > 0; --left) {
    auto& refunds = refunds_[in.get<std::uint32_t>()];
    require(refunds.empty(), "refunds of an order twice");
    for (auto steps = in.get<std::uint8_t>(); steps > 0; --steps) {
      auto const tickets = in.get<std::uint64_t>();
      refunds.push_back({.tickets = tickets, .amount = minor_units{in.get<std::int64_t>()}});
    }
  }
}

ticket_row book::load_ticket(byte_reader& bytes) const {
  auto in = row_unpacker<kTicketBytes>{bytes};
  auto t = ticket_row{};
  t.passenger = in.get<passenger_id>();
  t.document = in.get<document_hash>();
  t.price = minor_units{in.get<std::int64_t>()};
  t.departure = in.get<std::uint32_t>();
  t.printed = in.get<std::uint32_t>();
  t.from = in.get<stop_index>();
  t.to = in.get<stop_index>();
  t.seat = in.get<seat_index>();
  t.place_class = in.get<place_class_id>();
  t.type = get_enum(in, passenger_type::disabled);
  t.leg = in.get<std::uint8_t>();
  require(t.departure < departures_.size(), "a ticket of no departure");
  require(t.printed < printed_.size(), "a ticket without a seat name");
  require(count(t.price) >= 0, "a negative price");
  return t;
}

// May the ticket have its seat?
bool book::fits(ticket_row const& t) const {
  auto const& stock = departures_[t.departure].stock;
  auto const position = stock.class_position(t.place_class);
  return position && std::to_underlying(t.seat) < stock.seats_in(*position) && t.from < t.to &&
         std::to_underlying(t.to) <= stock.segments() &&
         stock.is_free(*position, t.seat, {t.from, t.to});
}

void book::load_orders(byte_reader& bytes) {
  auto const orders = bytes.get<std::uint32_t>();
  require(orders <= bytes.left() / (kOrderBytes + kTicketBytes), "fewer orders than it says");
  order_slots_.reserve(orders);
  while (orders_.size() < orders) {
    auto const slot = static_cast<std::uint32_t>(orders_.size());
    auto in = row_unpacker<kOrderBytes>{bytes};
    auto o = order_row{};
    o.id.high = in.get<std::uint64_t>();
    o.id.low = in.get<std::uint64_t>();
    o.created_at = get_instant(in);
    o.expires_at = get_instant(in);
    o.account = in.get<std::uint32_t>();
    o.first_ticket = static_cast<std::uint32_t>(tickets_.size());
    o.tickets = in.get<std::uint8_t>();
    o.money = in.get<std::uint8_t>();
    o.status = get_enum(in, order_status::refunded);
    o.method = get_enum(in, payment_method::sandbox);
    require(slot_of(o.id) == kNone, "an order twice");
    require(o.account < accounts_.size(), "an order of no account");
    require(o.money < currencies_.size(), "an order without a currency");
    require(o.tickets >= 1 && o.tickets <= kTicketsPerOrderMax, "an order without tickets");
    auto const live = holds_seats(o.status) ? ~refunded(slot) : 0;
    for (auto i = 0U; i < o.tickets; ++i) {
      auto const t = load_ticket(bytes);
      if ((live >> i & 1U) != 0) {
        require(fits(t), "a seat sold twice, or that is not there");
        take(t);
      }
      tickets_.push_back(t);
    }
    add_order(o);
    auto& account = accounts_[o.account];
    if (o.status == order_status::reserved) {
      holds_.emplace(o.expires_at, slot);
      ++account.unpaid;
    }
    account.open += holds_seats(o.status) ? 1 : 0;
  }
}

void book::load(byte_reader& in) {
  printed_.load(in);
  auto const currencies = in.get<std::uint32_t>();
  require(currencies <= 256, "too many currencies");
  currencies_.resize(currencies);
  for (auto& money : currencies_) {
    for (auto& letter : money.code) {
      letter = in.get<char>();
    }
  }
  load_departures(in);
  load_accounts(in);
  load_refunds(in);
  load_orders(in);
  require(refunds_.empty() || refunds_.rbegin()->first < orders_.size(), "a refund of no order");
  ledger_.load(in);
}

}  // namespace chepiao
