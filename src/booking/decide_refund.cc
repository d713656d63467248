#include <bit>
#include <string>

#include "booking/decide.h"
#include "booking/own_order.h"

namespace chepiao {
namespace {

std::string field(std::size_t i) {
  return "ticket_ids[" + std::to_string(i) + "]";
}

std::uint64_t all_tickets(order_row const& o) {
  return o.tickets == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << o.tickets) - 1;
}

// The tickets asked for, bit by bit.
result<std::uint64_t> wanted_tickets(order_row const& o,
                                     refund_tickets const& asked,
                                     std::uint64_t refunded) {
  if (asked.tickets.empty()) {
    return all_tickets(o) & ~refunded;
  }
  auto mask = std::uint64_t{0};
  for (auto i = std::size_t{0}; i < asked.tickets.size(); ++i) {
    if (asked.tickets[i] >= o.tickets) return refuse(refusal_code::unknown_ticket, field(i));
    auto const bit = std::uint64_t{1} << asked.tickets[i];
    if ((mask & bit) != 0) return refuse(refusal_code::invalid_field, field(i));
    mask |= bit;
  }
  if ((mask & refunded) != 0) return refuse(refusal_code::already_refunded);
  return mask;
}

// No run in a timetable takes longer (timetable_builder::kLatestTimeS).
constexpr auto kLongestRunDays = 14;

// A journey may be given back until it begins. Where the timetable no longer knows when that was,
// until every run of its day has ended.
bool has_departed(sale const& s, departure_id id, stop_index boarding, instant now) {
  auto const* const train = s.rules.schedule.find(id.service);
  if (train == nullptr || std::to_underlying(boarding) >= train->calls.size()) {
    return s.rules.schedule.today(now) - id.day > kLongestRunDays;
  }
  return s.rules.schedule.departs_at(*train, id.day, boarding) <= now;
}

}  // namespace

result<outcome> decide(book const& b, sale const& s, refund_tickets const& asked, instant now) {
  auto const slot = TRY(own_order(b, asked.order, asked.account));
  auto const& o = b.order(slot);
  if (o.status == order_status::refunded) return refuse(refusal_code::already_refunded);
  if (o.status != order_status::ticketed) return refuse(refusal_code::not_refundable);
  auto const refunded = b.refunded(slot);
  auto const mask = TRY(wanted_tickets(o, asked, refunded));

  auto happened = tickets_refunded{.order = o.id, .tickets = {}, .amount = {}, .fee = {}};
  for (auto left = mask; left != 0; left &= left - 1) {
    auto const index = static_cast<std::uint8_t>(std::countr_zero(left));
    auto const& t = b.ticket(o, index);
    if (has_departed(s, b.departure(t).id, t.from, now)) {
      return refuse(refusal_code::not_refundable);
    }
    happened.tickets.push_back(index);
    happened.amount += t.price();
  }
  auto const after = refunded | mask;
  auto const status = after == all_tickets(o) ? order_status::refunded : order_status::ticketed;
  return outcome{.events = {std::move(happened)},
                 .answer = recorded_result{.order = o.id, .status = status, .refunded = after}};
}

}  // namespace chepiao
