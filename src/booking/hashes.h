#pragma once

#include <bit>
#include <cstdint>
#include <utility>

#include "base/ids.h"
#include "booking/slot_index.h"

// What slot_index is asked with. Not stored anywhere, so free to change.

namespace chepiao {

constexpr std::uint64_t hash_of(departure_id id) {
  return mixed(std::uint64_t{std::to_underlying(id.service)} << 32U |
               static_cast<std::uint32_t>(id.day.days));
}
constexpr std::uint64_t hash_of(order_id id) {
  return mixed(std::rotl(id.high, 29) ^ id.low);
}
constexpr std::uint64_t hash_of(account_id id) {
  return mixed(std::to_underlying(id));
}

}  // namespace chepiao
