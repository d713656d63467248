#pragma once

#include <cstdint>

#include "base/result.h"
#include "booking/book.h"

namespace chepiao {

// The slot of an order that is this account's. A foreign order does not exist: unknown_order.
inline result<std::uint32_t> own_order(book const& b, order_id order, account_id account) {
  auto const slot = b.slot_of(order);
  if (slot == book::kNone || b.owner(b.order(slot)) != account) {
    return refuse(refusal_code::unknown_order);
  }
  return slot;
}

}  // namespace chepiao
