#pragma once

#include <cstddef>
#include <deque>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "event/record.h"

namespace chepiao {

// Which departures' stock some records changed. An order's end names the order only: the departures
// of the newest orders are remembered, for older ones it may be any.
struct touched {
  std::set<departure_id> departures;
  bool may_be_any = false;
};

// One thread at a time.
class touched_departures {
 public:
  explicit touched_departures(std::size_t orders_max) : orders_max_{orders_max} {}

  touched by(std::span<record const>);
  // What is known of orders, so that it costs nothing while nobody asks.
  void forget();

 private:
  void note(event const&, touched&);
  void begin(order_reserved const&, touched&);
  void end(order_id, touched&);

  std::size_t const orders_max_;
  std::unordered_map<order_id, std::vector<departure_id>> departures_of_;
  std::deque<order_id> oldest_first_;  // also those that have ended
};

}  // namespace chepiao
