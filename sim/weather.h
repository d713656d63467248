#pragma once

#include <cstdint>

#include "base/instant.h"
#include "sim/dice.h"

namespace chepiao::sim {

// How rough a seed is. Every kind of trouble is there or not, more or less. Chances are per mille
// of a round unless they say otherwise.
struct weather {
  // the process
  std::uint64_t doom = 0;
  std::uint64_t kill = 0;
  std::uint64_t stop = 0;
  std::uint64_t other_rules = 0;    // of stops
  std::uint64_t dies_starting = 0;  // of deaths
  std::uint64_t takeover = 0;
  // the disk
  std::uint64_t power = 0;
  std::uint64_t failed_append = 0;
  std::uint64_t full = 0;
  std::uint64_t flush = 1000;
  std::uint64_t slow = 0;  // begins
  std::uint64_t snapshot = 0;
  std::uint64_t spoilt_snapshot = 0;
  std::uint64_t old_snapshots = 0;
  std::uint64_t tamper = 0;
  // the network, and the payment provider behind it
  std::uint64_t lost_request = 0;     // of requests
  std::uint64_t lost_reply = 0;       // of requests
  std::uint64_t doubled_request = 0;  // of requests
  std::uint64_t altered_body = 0;
  std::uint64_t late_retry = 0;
  std::uint64_t late_notice = 0;     // of payments
  std::uint64_t doubled_notice = 0;  // of payments
  std::uint64_t second_payment = 0;  // of payments
  // time
  std::uint64_t clock_jump = 0;
  std::uint64_t clock_back = 0;
  std::uint64_t clock_stops = 0;  // begins
  std::uint64_t edge = 0;         // somebody comes at the very moment
  std::uint64_t late_timers = 0;  // of requests
  std::uint64_t drawn_again = 0;  // of requests
  milliseconds tick{};            // the most that a round takes
  milliseconds jump{};
  // the buyers
  std::uint64_t reads = 0;
  std::uint64_t accounts = 0;
  std::uint64_t hurry = 0;  // percent of wishes to hold
};

weather draw_weather(dice&);

}  // namespace chepiao::sim
