#include <utility>

#include "event/decode_parts.h"
#include "event/wire.h"
#include "event/wire_read.h"

namespace chepiao {

order_id take_order(std::string_view bytes) {
  using w = wire::OrderId;
  auto out = order_id{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case fixed64_tag<w::kHighFieldNumber>:
        out.high = in.fixed64();
        break;
      case fixed64_tag<w::kLowFieldNumber>:
        out.low = in.fixed64();
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return out;
}

departure_id take_departure(std::string_view bytes) {
  using w = wire::DepartureId;
  auto out = departure_id{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case varint_tag<w::kServiceFieldNumber>:
        out.service = service_id{in.uint32()};
        break;
      case varint_tag<w::kDayFieldNumber>:
        out.day = service_day{in.sint32()};
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return out;
}

namespace {

// A ticket's numbers as they are on the wire: the last of each counts, so ranges are checked last.
struct wide_ticket {
  std::uint32_t type = 0;
  std::uint32_t leg = 0;
  std::uint32_t place_class = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t seat = 0;
  about_departure departure;
};

void narrow_into(held_ticket& out, wide_ticket const& in) {
  out.type = from_wire(in.type, passenger_type::disabled);
  out.leg = narrow<std::uint8_t>(in.leg);
  out.departure = in.departure.get();
  out.place_class = narrow_id<place_class_id>(in.place_class);
  out.from = narrow_id<stop_index>(in.from);
  out.to = narrow_id<stop_index>(in.to);
  out.seat = narrow_id<seat_index>(in.seat);
}

}  // namespace

void take_ticket(std::string_view bytes, held_ticket& out) {
  using w = wire::HeldTicket;
  auto wide = wide_ticket{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case fixed64_tag<w::kPassengerFieldNumber>:
        out.passenger = passenger_id{in.fixed64()};
        break;
      case fixed64_tag<w::kDocumentFieldNumber>:
        out.document = document_hash{in.fixed64()};
        break;
      case varint_tag<w::kTypeFieldNumber>:
        wide.type = in.uint32();
        break;
      case varint_tag<w::kLegFieldNumber>:
        wide.leg = in.uint32();
        break;
      case length_tag<w::kDepartureFieldNumber>:
        wide.departure.take(in.bytes());
        break;
      case varint_tag<w::kPlaceClassFieldNumber>:
        wide.place_class = in.uint32();
        break;
      case varint_tag<w::kFromFieldNumber>:
        wide.from = in.uint32();
        break;
      case varint_tag<w::kToFieldNumber>:
        wide.to = in.uint32();
        break;
      case varint_tag<w::kSeatFieldNumber>:
        wide.seat = in.uint32();
        break;
      case varint_tag<w::kPriceFieldNumber>:
        out.price = minor_units{in.int64()};
        break;
      case length_tag<w::kCoachFieldNumber>:
        out.coach = in.bytes();
        break;
      case length_tag<w::kLabelFieldNumber>:
        out.label = in.bytes();
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  narrow_into(out, wide);
}

}  // namespace chepiao
