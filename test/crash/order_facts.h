#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/ids.h"
#include "event/record.h"

namespace chepiao::crash {

// What the journal's events say of an order, gathered with nothing of the engine.
struct order_fact {
  std::vector<held_ticket> tickets;
  order_status status{};
  std::uint64_t refunded = 0;  // bit i: ticket i
  std::int64_t captured = 0;
  std::int64_t returned = 0;
  friend bool operator==(order_fact const&, order_fact const&) = default;

  bool living() const {
    return status == order_status::reserved || status == order_status::ticketed;
  }
};

struct order_facts {
  std::map<order_id, order_fact> orders;
  std::map<departure_id, departure_opened> departures;

  void fold(record const&);
  // Seats of a class that living orders hold on one segment: bit i is seat i. Throws broken_promise
  // when two hold the same one.
  std::vector<std::uint64_t> taken(departure_id,
                                   place_class_id,
                                   std::uint16_t segment,
                                   std::size_t words) const;
};

}  // namespace chepiao::crash
