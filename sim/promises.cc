#include "sim/promises.h"

#include "sim/demand.h"

namespace chepiao::sim {
namespace {

// Later statuses have higher numbers; those of one number exclude each other.
int stage(order_status s) {
  switch (s) {
    case order_status::init:
    case order_status::reserved:
      return 0;
    case order_status::paid:
      return 1;
    case order_status::ticketed:
    case order_status::cancelled:
    case order_status::expired:
      return 2;
    case order_status::refunded:
      return 3;
  }
  return 0;
}

bool may_follow(order_view const& before, order_view const& after) {
  if (before.status == after.status) {
    return true;
  }
  auto const ended =
      before.status == order_status::cancelled || before.status == order_status::expired;
  return !ended && stage(before.status) < stage(after.status);
}

bool same_facts(order_view const& a, order_view const& b) {
  return a.account == b.account && a.total == b.total && a.created_at == b.created_at &&
         a.expires_at == b.expires_at && a.tickets == b.tickets;
}

}  // namespace

void promises::told(order_view const& now) {
  auto const [at, fresh] = last_.try_emplace(now.order, now);
  if (fresh) {
    return;
  }
  demand(same_facts(at->second, now), "order {} was told differently", now.order);
  // A replay tells of an earlier moment.
  if (may_follow(at->second, now) && (at->second.refunded & ~now.refunded) == 0) {
    at->second = now;
  }
}

void promises::demand_kept(engine const& e, model const& durable) const {
  for (auto const& [id, told] : last_) {
    if (durable.has_left(id)) {
      continue;
    }
    auto const now = e.find_order(id, told.account);
    demand(now.has_value(), "order {} was acknowledged and is gone", id);
    demand(same_facts(told, *now), "order {} is not the one that was acknowledged", id);
    demand(may_follow(told, *now) && (told.refunded & ~now->refunded) == 0,
           "order {} fell back behind what was acknowledged", id);
  }
}

}  // namespace chepiao::sim
