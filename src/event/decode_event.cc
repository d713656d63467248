#include <algorithm>
#include <utility>

#include "event/decode_parts.h"
#include "event/wire.h"
#include "event/wire_read.h"

namespace chepiao {
namespace {

departure_opened::class_stock take_stock(std::string_view bytes) {
  using w = wire::ClassStock;
  auto place_class = std::uint32_t{0};
  auto seats = std::uint32_t{0};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case varint_tag<w::kPlaceClassFieldNumber>:
        place_class = in.uint32();
        break;
      case varint_tag<w::kSeatsFieldNumber>:
        seats = in.uint32();
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return {narrow_id<place_class_id>(place_class), narrow<std::uint16_t>(seats)};
}

departure_opened take_departure_opened(std::string_view bytes) {
  using w = wire::DepartureOpened;
  auto out = departure_opened{};
  auto departure = about_departure{};
  auto stops = std::uint32_t{0};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case length_tag<w::kDepartureFieldNumber>:
        departure.take(in.bytes());
        break;
      case varint_tag<w::kStopsFieldNumber>:
        stops = in.uint32();
        break;
      case fixed64_tag<w::kLayoutFieldNumber>:
        out.layout = in.fixed64();
        break;
      case length_tag<w::kClassesFieldNumber>:
        out.classes.push_back(take_stock(in.bytes()));
        break;
      case varint_tag<w::kClosesAtMsFieldNumber>:
        out.closes_at = from_ms(in.int64());
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  out.departure = departure.get();
  out.stops = narrow<std::uint16_t>(stops);
  return out;
}

currency take_currency(std::string_view text) {
  auto out = currency{};
  require(text.size() == out.code.size(), "event: a currency is three letters");
  std::copy(text.begin(), text.end(), out.code.begin());
  return out;
}

order_reserved take_order_reserved(std::string_view bytes) {
  using w = wire::OrderReserved;
  auto out = order_reserved{};
  auto order = about_order{};
  auto money = std::string_view{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case length_tag<w::kOrderFieldNumber>:
        order.take(in.bytes());
        break;
      case fixed64_tag<w::kAccountFieldNumber>:
        out.account = account_id{in.fixed64()};
        break;
      case length_tag<w::kCurrencyFieldNumber>:
        money = in.bytes();
        break;
      case varint_tag<w::kExpiresAtMsFieldNumber>:
        out.expires_at = from_ms(in.int64());
        break;
      case length_tag<w::kTicketsFieldNumber>:
        take_ticket(in.bytes(), out.tickets.emplace_back());
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  out.order = order.get();
  out.money = take_currency(money);
  return out;
}

payment_captured take_payment_captured(std::string_view bytes) {
  using w = wire::PaymentCaptured;
  auto order = about_order{};
  auto method = std::uint32_t{0};
  auto amount = std::int64_t{0};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case length_tag<w::kOrderFieldNumber>:
        order.take(in.bytes());
        break;
      case varint_tag<w::kMethodFieldNumber>:
        method = in.uint32();
        break;
      case varint_tag<w::kAmountFieldNumber>:
        amount = in.int64();
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return {.order = order.get(),
          .method = from_wire(method, payment_method::sandbox),
          .amount = minor_units{amount}};
}

tickets_refunded take_tickets_refunded(std::string_view bytes) {
  using w = wire::TicketsRefunded;
  auto out = tickets_refunded{};
  auto order = about_order{};
  auto tickets = std::string_view{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case length_tag<w::kOrderFieldNumber>:
        order.take(in.bytes());
        break;
      case length_tag<w::kTicketsFieldNumber>:
        tickets = in.bytes();
        break;
      case varint_tag<w::kAmountFieldNumber>:
        out.amount = minor_units{in.int64()};
        break;
      case varint_tag<w::kFeeFieldNumber>:
        out.fee = minor_units{in.int64()};
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  out.order = order.get();
  out.tickets.assign(tickets.begin(), tickets.end());
  return out;
}

keys_forgotten take_keys_forgotten(std::string_view bytes) {
  auto out = keys_forgotten{};
  for (auto in = wire_reader{bytes}; in.more();) {
    if (in.tag() != varint_tag<wire::KeysForgotten::kUpToMsFieldNumber>) {
      wire_reader::refuse_field();
    }
    out.up_to = from_ms(in.int64());
  }
  return out;
}

departure_closed take_departure_closed(std::string_view bytes) {
  auto departure = about_departure{};
  for (auto in = wire_reader{bytes}; in.more();) {
    if (in.tag() != length_tag<wire::DepartureClosed::kDepartureFieldNumber>) {
      wire_reader::refuse_field();
    }
    departure.take(in.bytes());
  }
  return {.departure = departure.get()};
}

orders_settled take_orders_settled(std::string_view bytes) {
  auto out = orders_settled{};
  for (auto in = wire_reader{bytes}; in.more();) {
    if (in.tag() != length_tag<wire::OrdersSettled::kOrdersFieldNumber>) {
      wire_reader::refuse_field();
    }
    out.orders.push_back(take_order(in.bytes()));
  }
  return out;
}

// An event that says no more than which order it is about.
template <typename Wire>
order_id take_order_event(std::string_view bytes) {
  auto order = about_order{};
  for (auto in = wire_reader{bytes}; in.more();) {
    if (in.tag() != length_tag<Wire::kOrderFieldNumber>) {
      wire_reader::refuse_field();
    }
    order.take(in.bytes());
  }
  return order.get();
}

// Adds the event of the field that the tag stands before.
void add_event(std::uint32_t tag, std::string_view bytes, std::vector<event>& out) {
  using w = wire::Event;
  switch (tag) {
    case length_tag<w::kDepartureOpenedFieldNumber>:
      out.emplace_back(take_departure_opened(bytes));
      return;
    case length_tag<w::kOrderReservedFieldNumber>:
      out.emplace_back(take_order_reserved(bytes));
      return;
    case length_tag<w::kOrderCancelledFieldNumber>:
      out.emplace_back(order_cancelled{take_order_event<wire::OrderCancelled>(bytes)});
      return;
    case length_tag<w::kOrderExpiredFieldNumber>:
      out.emplace_back(order_expired{take_order_event<wire::OrderExpired>(bytes)});
      return;
    case length_tag<w::kPaymentCapturedFieldNumber>:
      out.emplace_back(take_payment_captured(bytes));
      return;
    case length_tag<w::kOrderTicketedFieldNumber>:
      out.emplace_back(order_ticketed{take_order_event<wire::OrderTicketed>(bytes)});
      return;
    case length_tag<w::kTicketsRefundedFieldNumber>:
      out.emplace_back(take_tickets_refunded(bytes));
      return;
    case length_tag<w::kKeysForgottenFieldNumber>:
      out.emplace_back(take_keys_forgotten(bytes));
      return;
    case length_tag<w::kDepartureClosedFieldNumber>:
      out.emplace_back(take_departure_closed(bytes));
      return;
    case length_tag<w::kOrdersSettledFieldNumber>:
      out.emplace_back(take_orders_settled(bytes));
      return;
    default:
      throw corrupt_bytes{"event: a kind that this release does not know"};
  }
}

}  // namespace

void take_event(std::string_view bytes, std::vector<event>& out) {
  auto in = wire_reader{bytes};
  require(in.more(), "event: a kind that this release does not know");
  auto const tag = in.tag();
  add_event(tag, in.bytes(), out);
  require(!in.more(), "event: of two kinds");
}

}  // namespace chepiao
