#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "event/record.h"

namespace chepiao {

// An order as its owner may see it, at one moment.
struct order_view {
  order_id order;
  account_id account{};
  order_status status{};
  currency money;
  minor_units total{};     // of all tickets, refunded ones included
  minor_units returned{};  // refunds paid so far, fees deducted
  instant created_at{};
  instant expires_at{};        // of the hold; meaningful while RESERVED
  std::uint64_t refunded = 0;  // bit i = ticket i
  std::vector<held_ticket> tickets;
};

// What a decided command answers.
struct reply {
  order_view order;
  bool replayed = false;  // the key was seen before: this is the first answer again
  // Of the journal's row with what this tells; of a later one for replays. 0: told before anybody
  // asked the journal, from what was durable already.
  std::uint64_t seq = 0;
};

// Free and taken seats of one class on a stretch: bit i of `taken` is seat_index i.
struct seat_map_view {
  std::uint16_t seats = 0;
  std::vector<std::uint64_t> taken;
};

}  // namespace chepiao
