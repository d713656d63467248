#include "sim/fulfilled.h"

#include <algorithm>

#include "sim/demand.h"

namespace chepiao::sim {
namespace {

template <typename Event>
Event const* find(record const& r) {
  for (auto const& one : r.events) {
    if (auto const* const e = std::get_if<Event>(&one)) {
      return e;
    }
  }
  return nullptr;
}

void check(hold_seats const& asked, record const& r) {
  auto const* const made = find<order_reserved>(r);
  demand(made != nullptr && made->order == asked.order && made->account == asked.account,
         "a hold that made no such order");
  auto const people = asked.passengers.size();
  demand(made->tickets.size() == people * asked.legs.size(), "not every passenger has a seat");
  for (auto i = std::size_t{0}; i < made->tickets.size(); ++i) {
    auto const& t = made->tickets[i];
    auto const& leg = asked.legs[i / people];
    auto const& who = asked.passengers[i % people];
    demand(t.leg == i / people && t.departure == leg.departure && t.from == leg.from &&
               t.to == leg.to && t.place_class == leg.place_class,
           "a ticket for another journey");
    demand(t.passenger == who.passenger && t.document == who.document && t.type == who.type,
           "a ticket for somebody else");
    demand(leg.seats.empty() || t.label == leg.seats[i % people].label, "not the named seat");
  }
}

void check(pay_order const& asked, record const& r) {
  auto const* const done = find<order_ticketed>(r);
  demand(find<payment_captured>(r) != nullptr && done != nullptr && done->order == asked.order,
         "a payment that made no tickets");
}

void check(cancel_order const& asked, record const& r) {
  auto const* const done = find<order_cancelled>(r);
  demand(done != nullptr && done->order == asked.order, "a cancellation that cancelled nothing");
}

void check(refund_tickets const& asked, record const& r) {
  auto const* const done = find<tickets_refunded>(r);
  demand(done != nullptr && done->order == asked.order, "a refund that refunded nothing");
  auto wanted = asked.tickets;
  std::ranges::sort(wanted);
  demand(wanted.empty() || wanted == done->tickets, "a refund of other tickets");
}

void check(expire_holds const&, record const&) {}
void check(forget_keys const&, record const&) {}
void check(close_departures const&, record const&) {}
void check(settle_orders const&, record const&) {}

}  // namespace

void demand_fulfilled(command_body const& asked, record const& r) {
  std::visit([&](auto const& body) { check(body, r); }, asked);
}

}  // namespace chepiao::sim
