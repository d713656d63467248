#include "api/order_text.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "api/json_text.h"
#include "base/bytes.h"

namespace chepiao::api {
namespace {

std::string_view text_of(order_status status) {
  switch (status) {
    case order_status::init:
      return "INIT";
    case order_status::reserved:
      return "RESERVED";
    case order_status::paid:
      return "PAID";
    case order_status::ticketed:
      return "TICKETED";
    case order_status::cancelled:
      return "CANCELLED";
    case order_status::expired:
      return "EXPIRED";
    case order_status::refunded:
      return "REFUNDED";
  }
  std::unreachable();
}

std::string_view text_of(document_type type) {
  switch (type) {
    case document_type::resident_id:
      return "resident_id";
    case document_type::passport:
      return "passport";
    case document_type::hk_macau_permit:
      return "hk_macau_permit";
    case document_type::taiwan_permit:
      return "taiwan_permit";
    case document_type::foreigner_residence:
      return "foreigner_residence";
  }
  std::unreachable();
}

std::string_view text_of(passenger_type type) {
  switch (type) {
    case passenger_type::adult:
      return "adult";
    case passenger_type::child:
      return "child";
    case passenger_type::student:
      return "student";
    case passenger_type::disabled:
      return "disabled";
  }
  std::unreachable();
}

// One damaged row must not hide the order it belongs to.
std::optional<masked_traveller> readable(identity const& people, passenger_id id) {
  try {
    return people.find(id);
  } catch (corrupt_bytes const&) {
    return std::nullopt;
  }
}

// What is left of a person who was erased is the type that priced the ticket.
void append_passenger(std::string& out, identity const& people, held_ticket const& ticket) {
  auto const known = readable(people, ticket.passenger);
  out += "{\"name\":";
  append_quoted(out, known ? known->name : "");
  out += ",\"document_type\":";
  if (known) {
    append_quoted(out, text_of(known->document));
  } else {
    out += "null";
  }
  out += ",\"document_number\":";
  append_quoted(out, known ? known->masked_number : "");
  out += ",\"type\":\"";
  out += text_of(ticket.type);
  out += "\"}";
}

// The service may have been withdrawn, or cut short, since the ticket was sold.
service const* run_of(timetable const& schedule, held_ticket const& ticket) {
  auto const* run = schedule.find(ticket.departure.service);
  auto const last = std::to_underlying(ticket.to);
  return run != nullptr && last < run->calls.size() ? run : nullptr;
}

void append_way(std::string& out,
                timetable const& schedule,
                wire_names const& names,
                held_ticket const& ticket) {
  auto const* run = run_of(schedule, ticket);
  if (run == nullptr) {
    out +=
        R"(,"from":{"code":"","name":""},"to":{"code":"","name":""},"departs_at":null,"arrives_at":null)";
    return;
  }
  auto const from = run->calls[std::to_underlying(ticket.from)].at;
  auto const to = run->calls[std::to_underlying(ticket.to)].at;
  auto const departs = schedule.departs_at(*run, ticket.departure.day, ticket.from);
  auto const arrives = schedule.arrives_at(*run, ticket.departure.day, ticket.to);
  out += ",\"from\":";
  out += names.station(from);
  out += ",\"to\":";
  out += names.station(to);
  out += ",\"departs_at\":";
  append_time(out, departs, schedule.utc_offset(from, departs));
  out += ",\"arrives_at\":";
  append_time(out, arrives, schedule.utc_offset(to, arrives));
}

void append_class(std::string& out, timetable const& schedule, place_class_id id) {
  auto const index = std::size_t{std::to_underlying(id)};
  auto const known = index < schedule.place_classes.size();
  auto const& shown = known ? schedule.place_classes[index] : place_class{};
  out += ",\"class\":";
  append_quoted(out, shown.code);
  out += ",\"class_name\":";
  append_quoted(out, shown.name_zh);
  out += ",\"class_name_en\":";
  append_quoted(out, shown.name_en);
}

void append_ticket(std::string& out,
                   order_text const& with,
                   order_view const& order,
                   std::size_t index) {
  auto const& ticket = order.tickets[index];
  auto const refunded = (order.refunded >> index & 1U) != 0;
  out += "{\"ticket_id\":\"";
  append_text(out, ticket_id{.order = order.order, .index = static_cast<std::uint8_t>(index)});
  out += "\",\"passenger\":";
  append_passenger(out, with.people, ticket);
  out += ",\"leg\":";
  append_number(out, ticket.leg + 1);
  out += ",\"departure_id\":\"";
  append_text(out, ticket.departure);
  out += "\",\"service\":";
  out += with.names.service_title(ticket.departure.service);
  append_way(out, with.schedule, with.names, ticket);
  append_class(out, with.schedule, ticket.place_class);
  out += ",\"coach\":";
  append_quoted(out, ticket.coach);
  out += ",\"seat\":";
  append_quoted(out, ticket.label);
  out += ",\"price\":";
  append_money(out, ticket.price, order.money);
  out += ",\"status\":\"";
  out += text_of(refunded ? order_status::refunded : order.status);
  out += "\"}";
}

// Offset to show an order's own times with: that of its first boarding.
seconds offset_of(timetable const& schedule, order_view const& order) {
  for (auto const& ticket : order.tickets) {
    if (auto const* run = run_of(schedule, ticket)) {
      return schedule.utc_offset(run->calls[std::to_underlying(ticket.from)].at, order.created_at);
    }
  }
  return seconds{0};
}

}  // namespace

std::string order_text::operator()(order_view const& order) const {
  auto out = std::string{};
  out.reserve(512 + 640 * order.tickets.size());
  append(out, order);
  return out;
}

void order_text::append(std::string& out, order_view const& order) const {
  auto const offset = offset_of(schedule, order);
  out += "{\"order_id\":\"";
  append_text(out, order.order);
  out += "\",\"status\":\"";
  out += text_of(order.status);
  out += "\",\"created_at\":";
  append_time(out, order.created_at, offset);
  out += ",\"hold_expires_at\":";
  if (order.status == order_status::reserved) {
    append_time(out, order.expires_at, offset);
  } else {
    out += "null";
  }
  out += ",\"total\":";
  append_money(out, order.total, order.money);
  out += ",\"refunded\":";
  append_money(out, order.returned, order.money);
  out += ",\"tickets\":[";
  for (auto i = std::size_t{0}; i < order.tickets.size(); ++i) {
    out += i == 0 ? "" : ",";
    append_ticket(out, *this, order, i);
  }
  out += "]}";
}

bool order_text::is_at_hand(order_view const& order) const {
  return std::ranges::all_of(order.tickets, [&](held_ticket const& ticket) {
    return people.is_at_hand(ticket.passenger);
  });
}

order_view view_of(stored_order stored) {
  return {.order = stored.order,
          .account = stored.account,
          .status = stored.status,
          .money = stored.money,
          .total = stored.total,
          .returned = stored.returned,
          .created_at = stored.created_at,
          .expires_at = stored.expires_at,
          .refunded = stored.refunded,
          .tickets = std::move(stored.tickets)};
}

}  // namespace chepiao::api
