#pragma once

#include "base/instant.h"

namespace chepiao {

// Settings of the sale, so that an operator (or a load test) can move them.
struct sale_limits {
  seconds hold_time{600};            // from RESERVED to EXPIRED
  int presale_days = 15;             // today is day 1
  int passengers_per_order_max = 5;  // at most 16
  int legs_per_order_max = 4;        // passengers x legs is at most 64: a refund mask has 64 bits
  int unpaid_orders_per_account_max = 1;
  int open_orders_per_account_max = 100;  // RESERVED or TICKETED
  seconds key_lifetime{24 * 3600};        // of idempotency keys, log time
  seconds close_after{24 * 3600};         // from a departure's last arrival until it is closed
};

}  // namespace chepiao
