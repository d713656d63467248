#include "sim/weather.h"

namespace chepiao::sim {
namespace {

std::uint64_t maybe(dice& d, std::uint64_t chance_max) {
  return d.percent(40) ? 0 : d.between(1, chance_max);
}

}  // namespace

weather draw_weather(dice& d) {
  return {.doom = maybe(d, 60),
          .kill = maybe(d, 30),
          .stop = maybe(d, 30),
          .other_rules = maybe(d, 800),
          .dies_starting = maybe(d, 300),
          .takeover = maybe(d, 30),
          .power = maybe(d, 40),
          .failed_append = maybe(d, 40),
          .full = maybe(d, 30),
          .flush = d.between(200, 1000),
          .slow = maybe(d, 30),
          .snapshot = maybe(d, 200),
          .spoilt_snapshot = maybe(d, 60),
          .old_snapshots = maybe(d, 40),
          .tamper = maybe(d, 25),
          .lost_request = maybe(d, 150),
          .lost_reply = maybe(d, 250),
          .doubled_request = maybe(d, 200),
          .altered_body = maybe(d, 100),
          .late_retry = maybe(d, 150),
          .late_notice = maybe(d, 300),
          .doubled_notice = maybe(d, 400),
          .second_payment = maybe(d, 300),
          .clock_jump = maybe(d, 80),
          .clock_back = maybe(d, 50),
          .clock_stops = maybe(d, 30),
          .edge = maybe(d, 150),
          .late_timers = maybe(d, 200),
          .drawn_again = maybe(d, 30),
          .tick = seconds{d.between(1, 60)},
          .jump = seconds{d.between(10, 600) * 60},
          .reads = maybe(d, 200),
          .accounts = d.between(2, 8),
          .hurry = d.between(30, 70)};
}

}  // namespace chepiao::sim
