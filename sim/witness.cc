#include "sim/witness.h"

#include <algorithm>
#include <array>

#include "sim/demand.h"

namespace chepiao::sim {
namespace {

bool same(order_view const& a, order_view const& b) {
  return a.order == b.order && a.account == b.account && a.status == b.status &&
         a.money == b.money && a.total == b.total && a.returned == b.returned &&
         a.created_at == b.created_at && a.expires_at == b.expires_at && a.refunded == b.refunded &&
         a.tickets == b.tickets;
}

std::string_view told_name(command_body const& body) {
  static constexpr auto kNames = std::array<std::string_view, 8>{
      "held", "paid", "cancelled", "refunded", "expired", "forgot", "closed", "settled"};
  return kNames.at(body.index());
}

std::string_view name_of(refusal_code code) {
  return row_of(code).wire_code;
}

// Were what it rests on lost, it would be a lie. All others follow from the request and the
// timetable.
bool rests_on_an_order(refusal_code code) {
  switch (code) {
    case refusal_code::sold_out:
    case refusal_code::seat_taken:
    case refusal_code::idempotency_key_reused:
    case refusal_code::unpaid_order_exists:
    case refusal_code::too_many_orders:
    case refusal_code::unknown_ticket:
    case refusal_code::hold_expired:
    case refusal_code::not_payable:
    case refusal_code::not_cancellable:
    case refusal_code::not_refundable:
    case refusal_code::already_refunded:
      return true;
    default:
      return false;
  }
}

bool is_trouble(refusal_code code) {
  return code == refusal_code::storage_full || code == refusal_code::stopping;
}

}  // namespace

void witness::expect(attempt& a, instant now) const {
  a.at = now;
  a.expected = live_.expect(a.asked, now);
  if (a.expected.replayed) {
    a.view = live_.view(*a.expected.replayed);
    a.rests_on = a.expected.number;
  }
  if (a.expected.refused && rests_on_an_order(*a.expected.refused)) {
    a.rests_on = decided_;
  }
}

void witness::expect(order_read& l) const {
  auto const found = live_.orders().find(l.order);
  if (found == live_.orders().end() || found->second.account != l.account) {
    l.expected = refuse(refusal_code::unknown_order);
    return;
  }
  l.expected = found->second;
  l.rests_on = decided_;
}

void witness::expect_stuck(order_read& l) {
  l.expected = refuse(refusal_code::storage_full);
}

void witness::expect_without_room(order_read& l) const {
  auto const found = settled_.orders().find(l.order);
  if (found == settled_.orders().end() || found->second.account != l.account) {
    l.expected = refuse(refusal_code::unknown_order);
  } else {
    l.expected = found->second;
  }
}

void witness::expect(seats_read& l, instant now) const {
  if (auto const refused = live_.refusal_of(l.leg, now)) {
    l.expected = refuse(*refused);
    return;
  }
  auto const seats = railway_.seats(l.leg.departure.service, l.leg.place_class);
  auto map = seat_map_view{.seats = seats, .taken = {0}};
  for (auto i = std::uint16_t{0}; i < seats; ++i) {
    auto const free =
        live_.grid().is_free(l.leg.departure, l.leg.place_class, i, std::to_underlying(l.leg.from),
                             std::to_underlying(l.leg.to));
    map.taken[0] |= std::uint64_t{free ? 0U : 1U} << i;
  }
  l.expected = std::move(map);
  l.rests_on = decided_;
}

void witness::fold(record const& r, command_body const* asked) {
  live_.fold(r, ++decided_, asked);
  pending_.push_back(r);
}

void witness::decided(attempt& a, std::span<record const> fresh) {
  if (a.expected.refused || a.expected.replayed) {
    demand(fresh.empty(), "{} changed something",
           a.expected.refused ? "a refused command" : "a replayed command");
    return;
  }
  demand(fresh.size() == 1, "a command made {} records", fresh.size());
  demand(fresh[0].identity == a.asked.identity, "a record with another key than was asked");
  demand(fresh[0].at == a.at, "a record of another time");
  fold(fresh[0], &a.asked.body);
  a.view = live_.view(*fresh[0].result);
  a.rests_on = decided_;
}

void witness::timers_began(std::span<record const> fresh, instant now) {
  for (auto const& r : fresh) {
    demand(!r.identity && !r.result, "a record that nobody asked for");
    demand(r.at == now, "a timer's record of another time");
    fold(r, nullptr);
  }
}

void witness::timers_ran(std::span<record const> fresh, instant now) {
  timers_began(fresh, now);
  live_.demand_on_time(now);
}

void witness::durable(std::size_t records) {
  demand(records <= pending_.size(), "more became durable than was decided");
  for (; records > 0; --records) {
    for (auto const& e : pending_.front().events) {
      seen_["holds expired"] += std::holds_alternative<order_expired>(e) ? 1 : 0;
      seen_["keys forgotten"] += std::holds_alternative<keys_forgotten>(e) ? 1 : 0;
      seen_["departures closed"] += std::holds_alternative<departure_closed>(e) ? 1 : 0;
      if (auto const* const gone = std::get_if<orders_settled>(&e)) {
        seen_["orders settled"] += gone->orders.size();
      }
    }
    settled_.fold(pending_.front(), ++durable_, nullptr);
    pending_.pop_front();
  }
  in_flight_ = 0;
}

void witness::revived(std::uint64_t records_in_journal) {
  demand(records_in_journal >= durable_, "{} records were acknowledged, the journal has {}",
         durable_, records_in_journal);
  auto const more = records_in_journal - durable_;
  demand(more == 0 || more == in_flight_, "the journal has {} records that nobody appended", more);
  durable(static_cast<std::size_t>(more));
  live_ = settled_;
  decided_ = durable_;
  pending_.clear();
}

void witness::change(terms const& t) {
  live_.change(t);
  settled_.change(t);
}

void witness::trouble_begins(std::string_view what) {
  trouble_ = true;
  ++seen_[std::string{what}];
}

void witness::demand_durable(std::uint64_t number) const {
  demand(number <= durable_, "told before its row was durable: record {}, durable {}", number,
         durable_);
}

void witness::note(std::uint64_t value, std::string_view sight) {
  auto at = seen_.find(sight);
  if (at == seen_.end()) {
    at = seen_.emplace(sight, 0).first;
  }
  ++at->second;
  told_hash_ = (told_hash_ ^ value) * 0x100000001B3ULL + 1;
}

void witness::told(attempt const& a, result<reply> const& answer) {
  if (!answer && is_trouble(answer.error().code)) {
    note(std::to_underlying(answer.error().code), name_of(answer.error().code));
    demand(trouble_, "told {} on a sound disk", name_of(answer.error().code));
    return;
  }
  if (!answer) {
    note(std::to_underlying(answer.error().code), name_of(answer.error().code));
    demand(a.expected.refused.has_value(), "refused as {} what the model allows",
           name_of(answer.error().code));
    demand(*a.expected.refused == answer.error().code, "refused as {}, the model says {}",
           name_of(answer.error().code), name_of(*a.expected.refused));
    demand_durable(a.rests_on);
    return;
  }
  note(0x100U + std::to_underlying(answer->order.status) + answer->order.refunded,
       answer->replayed ? "told again" : told_name(a.asked.body));
  demand(!a.expected.refused, "allowed what the model refuses as {}",
         a.expected.refused ? name_of(*a.expected.refused) : "");
  demand(a.view.has_value(), "told before its row was durable: it was not even decided");
  demand_durable(a.rests_on);
  demand(answer->replayed == a.expected.replayed.has_value(), "{}",
         answer->replayed ? "a new command was taken for a replay" : "a key was acted on twice");
  demand(same(answer->order, *a.view), "order {} was told wrongly", a.view->order);
  promises_.told(answer->order);
}

void witness::told(order_read const& l, result<order_view> const& answer) {
  if (!answer && is_trouble(answer.error().code)) {
    demand(trouble_, "told {} on a sound disk", name_of(answer.error().code));
    return;
  }
  demand(answer.has_value() == l.expected.has_value(), "a read of an order found {}",
         answer ? "what is not there" : "nothing");
  if (answer) {
    demand_durable(l.rests_on);
    demand(same(*answer, *l.expected), "order {} was read wrongly", l.order);
    promises_.told(*answer);
  }
}

void witness::told(seats_read const& l, result<seat_map_view> const& answer) {
  if (!answer && is_trouble(answer.error().code)) {
    demand(trouble_, "told {} on a sound disk", name_of(answer.error().code));
    return;
  }
  demand(answer.has_value() == l.expected.has_value(), "a read of seats was {}",
         answer ? "answered, not refused" : "refused");
  if (!answer) {
    demand(answer.error().code == l.expected.error().code, "a read of seats was refused as {}",
           name_of(answer.error().code));
    return;
  }
  demand_durable(l.rests_on);
  demand(answer->seats == l.expected->seats && answer->taken == l.expected->taken,
         "the seats of {} were read wrongly", l.leg.departure);
}

}  // namespace chepiao::sim
