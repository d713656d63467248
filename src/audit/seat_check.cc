#include "audit/seat_check.h"

#include <algorithm>
#include <string>

namespace chepiao {
namespace {

std::string seat_text(held_ticket const& t) {
  return "departure " + to_text(t.departure) + " class " +
         std::to_string(std::to_underlying(t.place_class)) + " seat " +
         std::to_string(std::to_underlying(t.seat)) + " stops " +
         std::to_string(std::to_underlying(t.from)) + "-" +
         std::to_string(std::to_underlying(t.to));
}

}  // namespace

void seat_check::open(departure_opened const& e, findings& out) {
  auto const name = "departure " + to_text(e.departure);
  auto fresh = opened{.stops = e.stops, .closes_at = e.closes_at, .seats = {}, .uses = {}};
  out.demand(e.stops >= 2, "departure_without_segments", name);
  for (auto const& c : e.classes) {
    out.demand(fresh.seats.emplace(c.place_class, c.seats).second, "class_opened_twice", name);
  }
  auto& there = departures_[e.departure];
  out.demand(!there.closed, "departure_opened_after_its_end", name);
  if (!there.uses.empty()) {
    out.add("departure_opened_twice", name + ", which has live tickets");
    return;
  }
  there = std::move(fresh);
}

void seat_check::close(departure_closed const& e, instant at, findings& out) {
  auto const found = departures_.find(e.departure);
  auto const name = "departure " + to_text(e.departure);
  if (found == departures_.end() || found->second.closed) {
    out.add("departure_not_open", name);
    return;
  }
  out.demand(found->second.closes_at != instant{} && at >= found->second.closes_at,
             "departure_closed_early", name);
  found->second.closed = true;
}

bool seat_check::is_closed(departure_id id) const {
  auto const found = departures_.find(id);
  return found != departures_.end() && found->second.closed;
}

seat_check::opened* seat_check::fitting(held_ticket const& t, ticket_id id, findings& out) {
  auto const departure = departures_.find(t.departure);
  if (departure == departures_.end()) {
    out.add("departure_not_opened", to_text(id) + ": " + seat_text(t));
    return nullptr;
  }
  auto& there = departure->second;
  auto const seats = there.seats.find(t.place_class);
  auto const fits = seats != there.seats.end() && std::to_underlying(t.seat) < seats->second &&
                    t.from < t.to && std::to_underlying(t.to) < there.stops;
  if (!fits) {
    out.add("seat_out_of_bounds", to_text(id) + ": " + seat_text(t));
    return nullptr;
  }
  return &there;
}

void seat_check::take(held_ticket const& t, ticket_id id, findings& out) {
  auto* const there = fitting(t, id, out);
  if (there == nullptr) {
    return;
  }
  out.demand(!there->closed, "sold_after_its_end", to_text(id) + ": " + seat_text(t));
  auto& uses = there->uses[{t.place_class, t.seat}];
  for (auto const& other : uses) {
    if (other.from < t.to && t.from < other.to) {
      out.add("seat_sold_twice", to_text(id) + " and " + to_text(other.by) + ": " + seat_text(t));
    }
  }
  uses.push_back({.from = t.from, .to = t.to, .by = id});
  ++taken_;
}

void seat_check::give(held_ticket const& t, ticket_id id, findings& out) {
  auto const departure = departures_.find(t.departure);
  if (departure == departures_.end()) {
    return;
  }
  auto& all = departure->second.uses;
  auto const seat = all.find({t.place_class, t.seat});
  auto const given =
      seat == all.end() ? 0 : std::erase_if(seat->second, [&](use const& u) { return u.by == id; });
  if (given == 0) {
    out.add("seat_given_back_twice", to_text(id) + ": " + seat_text(t));
    return;
  }
  taken_ -= given;
  if (seat->second.empty()) {
    all.erase(seat);
  }
}

}  // namespace chepiao
