#pragma once

#include <cstdint>

#include "base/check.h"
#include "base/ids.h"
#include "base/instant.h"
#include "event/event.h"
#include "event/record.h"

namespace chepiao {

// An order as it is kept, in 40 bytes. Its tickets lie side by side.
class order_row {
 public:
  order_id id;

 private:
  std::uint64_t created_ms_and_keys_ = 0;
  std::uint32_t hold_ms_ = 0;

 public:
  std::uint32_t account = 0;       // slot
  std::uint32_t first_ticket = 0;  // slot
  std::uint8_t tickets = 0;        // 0: no order, the slot is free
  std::uint8_t money : 7 = 0;      // position in the list of currencies
  bool over : 1 = false;           // listed among those that may leave
  order_status status{};
  payment_method method{};  // meaningful once paid

  instant created_at() const {
    return instant{milliseconds{static_cast<std::int64_t>(created_ms_and_keys_ >> 8U)}};
  }
  instant expires_at() const { return created_at() + milliseconds{hold_ms_}; }
  // After 1970, and a hold of at most 49 days.
  static bool can_keep(instant created, instant expires) {
    auto const since_1970 = created.time_since_epoch().count();
    auto const hold = (expires - created).count();
    return since_1970 >= 0 && since_1970 < std::int64_t{1} << 48U && hold >= 0 &&
           hold <= ~std::uint32_t{0};
  }
  void set_times(instant created, instant expires) {
    CHECK(can_keep(created, expires));
    created_ms_and_keys_ =
        static_cast<std::uint64_t>(created.time_since_epoch().count()) << 8U | keys();
    hold_ms_ = static_cast<std::uint32_t>((expires - created).count());
  }

  // Idempotency keys that answer with this order: it stays as long as there are any.
  std::uint8_t keys() const { return static_cast<std::uint8_t>(created_ms_and_keys_ & 0xFFU); }
  void add_key() {
    CHECK(keys() < 0xFF);
    ++created_ms_and_keys_;
  }
  void remove_key() {
    CHECK(keys() > 0);
    --created_ms_and_keys_;
  }
};
static_assert(sizeof(order_row) == 40);

}  // namespace chepiao
