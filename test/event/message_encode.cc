#include <bit>
#include <utility>

#include "base/check.h"
#include "proto/event.pb.h"
#include "test/event/message_codec.h"

namespace chepiao::test {
namespace {

namespace wire = events::v1;

template <typename Wire, typename Domain>
Wire to_wire(Domain value) {
  return static_cast<Wire>(std::to_underlying(value) + 1);
}

void put(wire::OrderId* out, order_id const& in) {
  out->set_high(in.high);
  out->set_low(in.low);
}

void put(wire::DepartureId* out, departure_id const& in) {
  out->set_service(std::to_underlying(in.service));
  out->set_day(in.day.days);
}

void put(wire::CommandIdentity* out, command_identity const& in) {
  auto const id = std::bit_cast<message_halves>(in.id.value);
  auto const digest = std::bit_cast<message_halves>(in.digest);
  out->set_id_first(id.first);
  out->set_id_last(id.last);
  out->set_digest_first(digest.first);
  out->set_digest_last(digest.last);
}

void put(wire::Result* out, recorded_result const& in) {
  put(out->mutable_order(), in.order);
  out->set_status(to_wire<wire::OrderStatus>(in.status));
  out->set_refunded(in.refunded);
}

void put(wire::HeldTicket* out, held_ticket const& in) {
  out->set_passenger(std::to_underlying(in.passenger));
  out->set_document(std::to_underlying(in.document));
  out->set_type(to_wire<wire::PassengerType>(in.type));
  out->set_leg(in.leg);
  put(out->mutable_departure(), in.departure);
  out->set_place_class(std::to_underlying(in.place_class));
  out->set_from(std::to_underlying(in.from));
  out->set_to(std::to_underlying(in.to));
  out->set_seat(std::to_underlying(in.seat));
  out->set_price(count(in.price));
  out->set_coach(in.coach);
  out->set_label(in.label);
}

struct put_event {
  wire::Event* out;

  void operator()(departure_opened const& in) const {
    auto* const to = out->mutable_departure_opened();
    put(to->mutable_departure(), in.departure);
    to->set_stops(in.stops);
    to->set_layout(in.layout);
    for (auto const& stock : in.classes) {
      auto* const part = to->add_classes();
      part->set_place_class(std::to_underlying(stock.place_class));
      part->set_seats(stock.seats);
    }
    to->set_closes_at_ms(in.closes_at.time_since_epoch().count());
  }
  void operator()(order_reserved const& in) const {
    auto* const to = out->mutable_order_reserved();
    put(to->mutable_order(), in.order);
    to->set_account(std::to_underlying(in.account));
    to->set_currency(in.money.code.data(), in.money.code.size());
    to->set_expires_at_ms(in.expires_at.time_since_epoch().count());
    for (auto const& ticket : in.tickets) {
      put(to->add_tickets(), ticket);
    }
  }
  void operator()(order_cancelled const& in) const {
    put(out->mutable_order_cancelled()->mutable_order(), in.order);
  }
  void operator()(order_expired const& in) const {
    put(out->mutable_order_expired()->mutable_order(), in.order);
  }
  void operator()(payment_captured const& in) const {
    auto* const to = out->mutable_payment_captured();
    put(to->mutable_order(), in.order);
    to->set_method(to_wire<wire::PaymentMethod>(in.method));
    to->set_amount(count(in.amount));
  }
  void operator()(order_ticketed const& in) const {
    put(out->mutable_order_ticketed()->mutable_order(), in.order);
  }
  void operator()(tickets_refunded const& in) const {
    auto* const to = out->mutable_tickets_refunded();
    put(to->mutable_order(), in.order);
    to->set_tickets(in.tickets.data(), in.tickets.size());
    to->set_amount(count(in.amount));
    to->set_fee(count(in.fee));
  }
  void operator()(keys_forgotten const& in) const {
    out->mutable_keys_forgotten()->set_up_to_ms(in.up_to.time_since_epoch().count());
  }
  void operator()(departure_closed const& in) const {
    put(out->mutable_departure_closed()->mutable_departure(), in.departure);
  }
  void operator()(orders_settled const& in) const {
    auto* const to = out->mutable_orders_settled();
    for (auto const& order : in.orders) {
      put(to->add_orders(), order);
    }
  }
};

void put(wire::Record* out, record const& in) {
  out->set_at_ms(in.at.time_since_epoch().count());
  if (in.identity) {
    put(out->mutable_identity(), *in.identity);
  }
  if (in.result) {
    put(out->mutable_result(), *in.result);
  }
  for (auto const& happened : in.events) {
    std::visit(put_event{out->add_events()}, happened);
  }
}

}  // namespace

std::vector<std::byte> encode_messages(std::span<record const> records) {
  auto batch = wire::Batch{};
  for (auto const& one : records) {
    put(batch.add_records(), one);
  }
  auto out = std::vector<std::byte>(1 + batch.ByteSizeLong());
  out.front() = std::byte{1};
  CHECK(batch.SerializeToArray(out.data() + 1, static_cast<int>(out.size() - 1)));
  return out;
}

}  // namespace chepiao::test
