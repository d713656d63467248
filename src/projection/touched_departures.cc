#include "projection/touched_departures.h"

#include <algorithm>
#include <variant>

namespace chepiao {

touched touched_departures::by(std::span<record const> records) {
  auto found = touched{};
  for (auto const& r : records) {
    for (auto const& happened : r.events) {
      note(happened, found);
    }
  }
  return found;
}

void touched_departures::forget() {
  departures_of_.clear();
  oldest_first_.clear();
}

void touched_departures::note(event const& happened, touched& found) {
  if (auto const* reserved = std::get_if<order_reserved>(&happened)) {
    begin(*reserved, found);
  } else if (auto const* cancelled = std::get_if<order_cancelled>(&happened)) {
    end(cancelled->order, found);
  } else if (auto const* expired = std::get_if<order_expired>(&happened)) {
    end(expired->order, found);
  } else if (auto const* refunded = std::get_if<tickets_refunded>(&happened)) {
    end(refunded->order, found);
  }
}

void touched_departures::begin(order_reserved const& e, touched& found) {
  auto& departures = departures_of_[e.order];
  for (auto const& ticket : e.tickets) {
    if (std::ranges::find(departures, ticket.departure) == departures.end()) {
      departures.push_back(ticket.departure);
    }
  }
  found.departures.insert(departures.begin(), departures.end());
  oldest_first_.push_back(e.order);
  if (oldest_first_.size() > orders_max_) {
    departures_of_.erase(oldest_first_.front());
    oldest_first_.pop_front();
  }
}

// A refund may leave tickets that are refunded later, so what is known of the order stays.
void touched_departures::end(order_id order, touched& found) {
  auto const known = departures_of_.find(order);
  if (known == departures_of_.end()) {
    found.may_be_any = true;
  } else {
    found.departures.insert(known->second.begin(), known->second.end());
  }
}

}  // namespace chepiao
