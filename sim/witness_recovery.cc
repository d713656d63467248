#include <algorithm>

#include "sim/demand.h"
#include "sim/witness.h"

// The witness after a recovery.

namespace chepiao::sim {
namespace {

constexpr auto kDaysShown = 30;  // readers' counts are kept for 64 days, then the slot is another's

void demand_seen(railway const& r, model const& m, availability const& seats, departure_id id) {
  auto const* const counts = seats.find(id);
  demand(counts != nullptr, "readers do not see departure {}", id);
  auto const stops = r.stops(id.service);
  for (auto n = std::uint8_t{0}; n < 2; ++n) {
    auto const place_class = place_class_id{n};
    if (r.seats(id.service, place_class) == 0) {
      continue;
    }
    for (auto from = std::uint16_t{0}; from + 1 < stops; ++from) {
      for (auto to = static_cast<std::uint16_t>(from + 1); to < stops; ++to) {
        demand(counts->free(place_class, stop_index{from}, stop_index{to}) ==
                   m.grid().free(id, place_class, from, to),
               "readers see a wrong count on departure {}", id);
      }
    }
  }
}

}  // namespace

void witness::demand_counts(availability const& seats, departure_id id) const {
  if (live_.opened().contains(id)) {
    demand_seen(railway_, live_, seats, id);
  } else {
    demand(seats.find(id) == nullptr, "readers see departure {}, which is not open", id);
  }
}

void witness::demand_money(ledger const& l) const {
  auto const money = currency{};
  auto const has = [&](ledger_account a) { return count(l.balance(money, a)); };
  auto const& owed = settled_.cash();
  demand(has(ledger_account::sandbox) == owed.returned - owed.captured &&
             has(ledger_account::customer_funds) == 0 && has(ledger_account::fees) == owed.fees &&
             has(ledger_account::revenue) == owed.captured - owed.returned - owed.fees,
         "the ledger does not hold what was paid and returned");
}

void witness::demand_recovered(engine const& e, availability const& seats, instant now) const {
  promises_.demand_kept(e, settled_);
  for (auto const& [id, o] : settled_.orders()) {
    auto const found = e.find_order(id, o.account);
    demand(found.has_value(), "order {} was durable and is gone", id);
    demand(found->status == o.status && found->refunded == o.refunded &&
               found->tickets == o.tickets && found->returned == o.returned,
           "order {} came back differently", id);
  }
  auto const has = e.count();
  demand(has.orders == settled_.orders().size(), "{} orders came back, {} were durable", has.orders,
         settled_.orders().size());
  demand(has.keys == settled_.keys(), "{} keys came back, {} were durable", has.keys,
         settled_.keys());
  demand(has.live_tickets == settled_.live_tickets(), "{} tickets came back, {} were durable",
         has.live_tickets, settled_.live_tickets());
  for (auto const id : settled_.opened()) {
    if (std::abs(id.day - day_of(now)) < kDaysShown) {
      demand_seen(railway_, settled_, seats, id);
    }
  }
}

void witness::demand_empty(engine const& e) const {
  auto const has = e.count();
  demand(has.departures == 0 && has.orders == 0 && has.keys == 0 && has.live_tickets == 0,
         "all journeys are over, and {} departures, {} orders, {} keys are left", has.departures,
         has.orders, has.keys);
}

void witness::demand_at_rest(instant now) {
  live_.demand_on_time(now);
  demand(pending_.empty(), "something never became durable");
  demand(settled_.keys() == 0, "a key was never forgotten");
}

}  // namespace chepiao::sim
