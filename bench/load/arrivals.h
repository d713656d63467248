#pragma once

#include <cstddef>
#include <deque>

#include "bench/load/nanos.h"
#include "bench/load/random.h"

namespace chepiao::load {

// An open loop's clients: they come at their own times, whether or not the server keeps up. Who
// finds no free connection waits in a bounded backlog; beyond it they go away.
class arrivals {
 public:
  // `rate` a second, more than 0.
  arrivals(double rate, bool poisson, std::size_t backlog_max, nanos start);

  // Lets everybody in who is due; how many were turned away.
  std::size_t admit(nanos now, random&);
  nanos next_at() const { return static_cast<nanos>(next_at_); }
  bool waiting() const { return !backlog_.empty(); }
  // When the longest waiting one came. Requires waiting().
  nanos take();

 private:
  double mean_gap_;
  bool poisson_;
  std::size_t backlog_max_;
  double next_at_;
  std::deque<nanos> backlog_;
};

}  // namespace chepiao::load
