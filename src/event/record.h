#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "event/event.h"

namespace chepiao {

enum class order_status : std::uint8_t {
  init,
  reserved,
  paid,
  ticketed,
  cancelled,
  expired,
  refunded,  // every ticket of it
};

// What the command's caller was told, small enough to keep with the key: the order, its status at
// that moment, and which tickets were refunded by then (bit i = ticket i). The rest of the reply is
// the order's unchanging facts.
struct recorded_result {
  order_id order;
  order_status status{};
  std::uint64_t refunded = 0;
  friend bool operator==(recorded_result const&, recorded_result const&) = default;
};

// Who asked, under which key: a hash over the principal and the Idempotency-Key.
struct command_id {
  digest128 value{};
  friend auto operator<=>(command_id const&, command_id const&) = default;
};

struct command_identity {
  command_id id;
  digest128 digest{};  // of the canonical command
  friend bool operator==(command_identity const&, command_identity const&) = default;
};

// One decided command: what it led to. Timers have no identity and no result.
struct record {
  instant at{};
  std::optional<command_identity> identity;
  std::optional<recorded_result> result;
  std::vector<event> events;
  friend bool operator==(record const&, record const&) = default;
};

// The records of one journal row as several threads read them; nobody changes them any more.
using shared_records = std::shared_ptr<std::vector<record> const>;

// Records as the bytes of one journal batch, and back. The format version is the first byte.
// decode throws corrupt_bytes for damage and for a version or event kind from the future.
std::vector<std::byte> encode(std::span<record const>);
std::vector<record> decode(std::span<std::byte const>);

}  // namespace chepiao
