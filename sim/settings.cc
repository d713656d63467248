#include "sim/settings.h"

namespace chepiao::sim {
namespace {

std::uint64_t maybe(dice& d, std::uint64_t chance_max) {
  return d.percent(30) ? 0 : d.between(1, chance_max);
}

}  // namespace

settings draw_settings(dice& d) {
  auto s = settings{};
  s.limits.hold_time = seconds{d.between(1, 20) * 60};
  s.limits.presale_days = 4;
  s.limits.unpaid_orders_per_account_max = static_cast<int>(d.between(1, 6));
  s.limits.open_orders_per_account_max = static_cast<int>(d.between(4, 40));
  s.limits.key_lifetime = seconds{d.between(1, 24) * 3600};
  s.policy = d.percent(50) ? seat_policy::best_fit : seat_policy::first_fit;
  s.batch_records_max = d.percent(30) ? d.between(1, 3) : d.between(4, 64);
  s.crash_per_step = maybe(d, 12);
  s.lost_request = maybe(d, 15);
  s.lost_reply = maybe(d, 25);
  s.doubled_request = maybe(d, 20);
  s.late_retry = maybe(d, 15);
  s.altered_body = maybe(d, 10);
  s.flush = d.between(20, 100);
  s.snapshot = maybe(d, 25);
  s.clock_jump = maybe(d, 8);
  s.clock_back = maybe(d, 5);
  s.reads = maybe(d, 20);
  s.accounts = d.between(2, 8);
  s.tick = seconds{d.between(1, 60)};
  s.jump = seconds{d.between(10, 600) * 60};
  return s;
}

}  // namespace chepiao::sim
