#include <bit>
#include <limits>
#include <utility>

#include "base/bytes.h"
#include "proto/event.pb.h"
#include "test/event/message_codec.h"

namespace chepiao::test {
namespace {

namespace wire = events::v1;

template <typename Domain, typename Wire>
Domain from_wire(Wire value, Domain last) {
  auto const number = static_cast<int>(value) - 1;
  if (number < 0 || number > static_cast<int>(std::to_underlying(last))) {
    throw corrupt_bytes{"event: an enumerator that this release does not know"};
  }
  return static_cast<Domain>(number);
}

// A field added by a later release is a fact that this one cannot fold.
template <typename Message>
Message const& known(Message const& in) {
  if (!in.GetReflection()->GetUnknownFields(in).empty()) {
    throw corrupt_bytes{"event: a field that this release does not know"};
  }
  return in;
}

void require(bool holds, char const* what) {
  if (!holds) {
    throw corrupt_bytes{what};
  }
}

template <typename Small>
Small narrow(std::uint32_t value) {
  require(value <= std::numeric_limits<Small>::max(), "event: a number out of range");
  return static_cast<Small>(value);
}

template <typename Id>
Id narrow_id(std::uint32_t value) {
  return Id{narrow<std::underlying_type_t<Id>>(value)};
}

instant from_ms(std::int64_t ms) {
  return instant{milliseconds{ms}};
}

order_id take(bool present, wire::OrderId const& in) {
  require(present, "event: no order id");
  known(in);
  return {in.high(), in.low()};
}

departure_id take(bool present, wire::DepartureId const& in) {
  require(present, "event: no departure id");
  known(in);
  return {service_id{in.service()}, service_day{in.day()}};
}

command_identity take(wire::CommandIdentity const& in) {
  known(in);
  return {
      .id = {std::bit_cast<digest128>(message_halves{in.id_first(), in.id_last()})},
      .digest = std::bit_cast<digest128>(message_halves{in.digest_first(), in.digest_last()}),
  };
}

recorded_result take(wire::Result const& in) {
  known(in);
  return {
      .order = take(in.has_order(), in.order()),
      .status = from_wire(in.status(), order_status::refunded),
      .refunded = in.refunded(),
  };
}

held_ticket take(wire::HeldTicket const& in) {
  known(in);
  return {
      .passenger = passenger_id{in.passenger()},
      .document = document_hash{in.document()},
      .type = from_wire(in.type(), passenger_type::disabled),
      .leg = narrow<std::uint8_t>(in.leg()),
      .departure = take(in.has_departure(), in.departure()),
      .place_class = narrow_id<place_class_id>(in.place_class()),
      .from = narrow_id<stop_index>(in.from()),
      .to = narrow_id<stop_index>(in.to()),
      .seat = narrow_id<seat_index>(in.seat()),
      .price = minor_units{in.price()},
      .coach = in.coach(),
      .label = in.label(),
  };
}

departure_opened take(wire::DepartureOpened const& in) {
  known(in);
  auto out = departure_opened{
      .departure = take(in.has_departure(), in.departure()),
      .stops = narrow<std::uint16_t>(in.stops()),
      .layout = in.layout(),
      .classes = {},
      .closes_at = from_ms(in.closes_at_ms()),
  };
  for (auto const& stock : in.classes()) {
    known(stock);
    out.classes.push_back(
        {narrow_id<place_class_id>(stock.place_class()), narrow<std::uint16_t>(stock.seats())});
  }
  return out;
}

currency take_currency(std::string const& text) {
  auto out = currency{};
  require(text.size() == out.code.size(), "event: a currency is three letters");
  std::copy(text.begin(), text.end(), out.code.begin());
  return out;
}

order_reserved take(wire::OrderReserved const& in) {
  known(in);
  auto out = order_reserved{
      .order = take(in.has_order(), in.order()),
      .account = account_id{in.account()},
      .money = take_currency(in.currency()),
      .expires_at = from_ms(in.expires_at_ms()),
      .tickets = {},
  };
  for (auto const& ticket : in.tickets()) {
    out.tickets.push_back(take(ticket));
  }
  return out;
}

payment_captured take(wire::PaymentCaptured const& in) {
  known(in);
  return {
      .order = take(in.has_order(), in.order()),
      .method = from_wire(in.method(), payment_method::sandbox),
      .amount = minor_units{in.amount()},
  };
}

tickets_refunded take(wire::TicketsRefunded const& in) {
  known(in);
  return {
      .order = take(in.has_order(), in.order()),
      .tickets = {in.tickets().begin(), in.tickets().end()},
      .amount = minor_units{in.amount()},
      .fee = minor_units{in.fee()},
  };
}

departure_closed take(wire::DepartureClosed const& in) {
  known(in);
  return {.departure = take(in.has_departure(), in.departure())};
}

orders_settled take(wire::OrdersSettled const& in) {
  known(in);
  auto out = orders_settled{};
  for (auto const& order : in.orders()) {
    out.orders.push_back(take(true, order));
  }
  return out;
}

// An event that says no more than which order it is about.
template <typename Domain, typename Wire>
Domain take_order_event(Wire const& in) {
  known(in);
  return {.order = take(in.has_order(), in.order())};
}

event take(wire::Event const& in) {
  known(in);
  switch (in.kind_case()) {
    case wire::Event::kDepartureOpened:
      return take(in.departure_opened());
    case wire::Event::kOrderReserved:
      return take(in.order_reserved());
    case wire::Event::kOrderCancelled:
      return take_order_event<order_cancelled>(in.order_cancelled());
    case wire::Event::kOrderExpired:
      return take_order_event<order_expired>(in.order_expired());
    case wire::Event::kPaymentCaptured:
      return take(in.payment_captured());
    case wire::Event::kOrderTicketed:
      return take_order_event<order_ticketed>(in.order_ticketed());
    case wire::Event::kTicketsRefunded:
      return take(in.tickets_refunded());
    case wire::Event::kKeysForgotten:
      return keys_forgotten{.up_to = from_ms(known(in.keys_forgotten()).up_to_ms())};
    case wire::Event::kDepartureClosed:
      return take(in.departure_closed());
    case wire::Event::kOrdersSettled:
      return take(in.orders_settled());
    case wire::Event::KIND_NOT_SET:
      break;
  }
  throw corrupt_bytes{"event: a kind that this release does not know"};
}

record take(wire::Record const& in) {
  known(in);
  auto out = record{.at = from_ms(in.at_ms()), .identity = {}, .result = {}, .events = {}};
  if (in.has_identity()) {
    out.identity = take(in.identity());
  }
  if (in.has_result()) {
    out.result = take(in.result());
  }
  for (auto const& happened : in.events()) {
    out.events.push_back(take(happened));
  }
  return out;
}

}  // namespace

std::vector<record> decode_messages(std::span<std::byte const> bytes) {
  require(!bytes.empty(), "event: empty batch");
  require(bytes.front() == std::byte{1}, "event: a format that this release does not know");
  auto batch = wire::Batch{};
  require(batch.ParseFromArray(bytes.data() + 1, static_cast<int>(bytes.size() - 1)),
          "event: damaged batch");
  known(batch);
  auto out = std::vector<record>{};
  for (auto const& one : batch.records()) {
    out.push_back(take(one));
  }
  return out;
}

}  // namespace chepiao::test
