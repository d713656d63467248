#include <bit>
#include <utility>

#include "event/record.h"
#include "event/wire.h"
#include "event/wire_write.h"

namespace chepiao {
namespace {

// Most records are shorter.
constexpr auto kBytesPerRecord = std::size_t{192};

std::int64_t to_ms(instant at) {
  return at.time_since_epoch().count();
}

void put(wire_writer& out, int field, order_id const& in) {
  using w = wire::OrderId;
  out.message(field, [&] {
    out.fixed64(w::kHighFieldNumber, in.high);
    out.fixed64(w::kLowFieldNumber, in.low);
  });
}

void put(wire_writer& out, int field, departure_id const& in) {
  using w = wire::DepartureId;
  out.message(field, [&] {
    out.uint32(w::kServiceFieldNumber, std::to_underlying(in.service));
    out.sint32(w::kDayFieldNumber, in.day.days);
  });
}

void put(wire_writer& out, int field, command_identity const& in) {
  using w = wire::CommandIdentity;
  auto const id = std::bit_cast<wire_halves>(in.id.value);
  auto const digest = std::bit_cast<wire_halves>(in.digest);
  out.message(field, [&] {
    out.fixed64(w::kIdFirstFieldNumber, id.first);
    out.fixed64(w::kIdLastFieldNumber, id.last);
    out.fixed64(w::kDigestFirstFieldNumber, digest.first);
    out.fixed64(w::kDigestLastFieldNumber, digest.last);
  });
}

void put(wire_writer& out, int field, recorded_result const& in) {
  using w = wire::Result;
  out.message(field, [&] {
    put(out, w::kOrderFieldNumber, in.order);
    out.uint32(w::kStatusFieldNumber, to_wire(in.status));
    out.uint64(w::kRefundedFieldNumber, in.refunded);
  });
}

void put(wire_writer& out, int field, held_ticket const& in) {
  using w = wire::HeldTicket;
  out.message(field, [&] {
    out.fixed64(w::kPassengerFieldNumber, std::to_underlying(in.passenger));
    out.fixed64(w::kDocumentFieldNumber, std::to_underlying(in.document));
    out.uint32(w::kTypeFieldNumber, to_wire(in.type));
    out.uint32(w::kLegFieldNumber, in.leg);
    put(out, w::kDepartureFieldNumber, in.departure);
    out.uint32(w::kPlaceClassFieldNumber, std::to_underlying(in.place_class));
    out.uint32(w::kFromFieldNumber, std::to_underlying(in.from));
    out.uint32(w::kToFieldNumber, std::to_underlying(in.to));
    out.uint32(w::kSeatFieldNumber, std::to_underlying(in.seat));
    out.int64(w::kPriceFieldNumber, count(in.price));
    out.bytes(w::kCoachFieldNumber, in.coach);
    out.bytes(w::kLabelFieldNumber, in.label);
  });
}

void put(wire_writer& out, int field, departure_opened::class_stock const& in) {
  using w = wire::ClassStock;
  out.message(field, [&] {
    out.uint32(w::kPlaceClassFieldNumber, std::to_underlying(in.place_class));
    out.uint32(w::kSeatsFieldNumber, in.seats);
  });
}

// The fields of each kind's message; put_event wraps them.
void put_fields(wire_writer& out, departure_opened const& in) {
  using w = wire::DepartureOpened;
  put(out, w::kDepartureFieldNumber, in.departure);
  out.uint32(w::kStopsFieldNumber, in.stops);
  out.fixed64(w::kLayoutFieldNumber, in.layout);
  for (auto const& stock : in.classes) {
    put(out, w::kClassesFieldNumber, stock);
  }
  out.int64(w::kClosesAtMsFieldNumber, to_ms(in.closes_at));
}

void put_fields(wire_writer& out, order_reserved const& in) {
  using w = wire::OrderReserved;
  put(out, w::kOrderFieldNumber, in.order);
  out.fixed64(w::kAccountFieldNumber, std::to_underlying(in.account));
  out.bytes(w::kCurrencyFieldNumber, {in.money.code.data(), in.money.code.size()});
  out.int64(w::kExpiresAtMsFieldNumber, to_ms(in.expires_at));
  for (auto const& ticket : in.tickets) {
    put(out, w::kTicketsFieldNumber, ticket);
  }
}

void put_fields(wire_writer& out, order_cancelled const& in) {
  put(out, wire::OrderCancelled::kOrderFieldNumber, in.order);
}

void put_fields(wire_writer& out, order_expired const& in) {
  put(out, wire::OrderExpired::kOrderFieldNumber, in.order);
}

void put_fields(wire_writer& out, payment_captured const& in) {
  using w = wire::PaymentCaptured;
  put(out, w::kOrderFieldNumber, in.order);
  out.uint32(w::kMethodFieldNumber, to_wire(in.method));
  out.int64(w::kAmountFieldNumber, count(in.amount));
}

void put_fields(wire_writer& out, order_ticketed const& in) {
  put(out, wire::OrderTicketed::kOrderFieldNumber, in.order);
}

void put_fields(wire_writer& out, tickets_refunded const& in) {
  using w = wire::TicketsRefunded;
  put(out, w::kOrderFieldNumber, in.order);
  out.bytes(w::kTicketsFieldNumber,
            {reinterpret_cast<char const*>(in.tickets.data()), in.tickets.size()});
  out.int64(w::kAmountFieldNumber, count(in.amount));
  out.int64(w::kFeeFieldNumber, count(in.fee));
}

void put_fields(wire_writer& out, keys_forgotten const& in) {
  out.int64(wire::KeysForgotten::kUpToMsFieldNumber, to_ms(in.up_to));
}

void put_fields(wire_writer& out, departure_closed const& in) {
  put(out, wire::DepartureClosed::kDepartureFieldNumber, in.departure);
}

void put_fields(wire_writer& out, orders_settled const& in) {
  for (auto const& order : in.orders) {
    put(out, wire::OrdersSettled::kOrdersFieldNumber, order);
  }
}

// Which field of an event each kind is.
constexpr int field_of(departure_opened const&) {
  return wire::Event::kDepartureOpenedFieldNumber;
}
constexpr int field_of(order_reserved const&) {
  return wire::Event::kOrderReservedFieldNumber;
}
constexpr int field_of(order_cancelled const&) {
  return wire::Event::kOrderCancelledFieldNumber;
}
constexpr int field_of(order_expired const&) {
  return wire::Event::kOrderExpiredFieldNumber;
}
constexpr int field_of(payment_captured const&) {
  return wire::Event::kPaymentCapturedFieldNumber;
}
constexpr int field_of(order_ticketed const&) {
  return wire::Event::kOrderTicketedFieldNumber;
}
constexpr int field_of(tickets_refunded const&) {
  return wire::Event::kTicketsRefundedFieldNumber;
}
constexpr int field_of(keys_forgotten const&) {
  return wire::Event::kKeysForgottenFieldNumber;
}
constexpr int field_of(departure_closed const&) {
  return wire::Event::kDepartureClosedFieldNumber;
}
constexpr int field_of(orders_settled const&) {
  return wire::Event::kOrdersSettledFieldNumber;
}

void put(wire_writer& out, int field, event const& in) {
  out.message(field, [&] {
    std::visit([&](auto const& it) { out.message(field_of(it), [&] { put_fields(out, it); }); },
               in);
  });
}

void put(wire_writer& out, int field, record const& in) {
  using w = wire::Record;
  out.message(field, [&] {
    out.int64(w::kAtMsFieldNumber, to_ms(in.at));
    if (in.identity) {
      put(out, w::kIdentityFieldNumber, *in.identity);
    }
    if (in.result) {
      put(out, w::kResultFieldNumber, *in.result);
    }
    for (auto const& happened : in.events) {
      put(out, w::kEventsFieldNumber, happened);
    }
  });
}

}  // namespace

std::vector<std::byte> encode(std::span<record const> records) {
  auto out = wire_writer{1 + records.size() * kBytesPerRecord};
  out.raw(kFormatVersion);
  for (auto const& one : records) {
    put(out, wire::Batch::kRecordsFieldNumber, one);
  }
  return out.take();
}

}  // namespace chepiao
