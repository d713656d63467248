#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/bytes.h"
#include "proto/event.pb.h"

// What encoding and decoding agree on beyond proto/event.proto. Private to this room.

namespace chepiao {

namespace wire = events::v1;

constexpr auto kFormatVersion = std::byte{1};

// A 128-bit hash as proto/event.proto carries it.
struct wire_halves {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// Enumerators are numbered from 0 here and from 1 on the wire, where 0 means that the field is
// missing.
template <typename Domain>
constexpr std::uint32_t to_wire(Domain value) {
  return std::uint32_t{std::to_underlying(value)} + 1;
}

// Throws corrupt_bytes for a missing value and one from the future.
template <typename Domain>
Domain from_wire(std::uint32_t value, Domain last) {
  if (value == 0 || value > to_wire(last)) {
    throw corrupt_bytes{"event: an enumerator that this release does not know"};
  }
  return static_cast<Domain>(value - 1);
}

}  // namespace chepiao
