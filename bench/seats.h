#pragma once

#include <cstdint>

#include "bench/figure.h"

namespace chepiao::bench {

struct seats_run {
  std::uint16_t seats = 1000;
  std::uint16_t segments = 15;
  double demand = 1.5;        // seat-segments asked for, as a multiple of all there are
  double cancelled = 0.2;     // share of the tickets that come back, at any later time
  std::uint64_t rounds = 20;  // with other demand each
};

// Seat-segments sold at the end by each way of choosing a seat, as a share of what counters sell
// that know no seats and so never fail for fragments, on the same stream of wishes.
figures seats(seats_run const&);

}  // namespace chepiao::bench
