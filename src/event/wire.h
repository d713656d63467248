#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <google/protobuf/arena.h>

#include "base/bytes.h"
#include "event/record.h"
#include "proto/event.pb.h"

// What encoding and decoding agree on beyond proto/event.proto. Private to this room.

namespace chepiao {

namespace wire = events::v1;

constexpr auto kFormatVersion = std::byte{1};
constexpr auto kArenaBytesPerRecord = std::size_t{1024};

// A 128-bit hash as proto/event.proto carries it.
struct wire_halves {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// Enumerators are numbered from 0 here and from 1 on the wire, where 0 means that the field is
// missing.
template <typename Wire, typename Domain>
Wire to_wire(Domain value) {
  return static_cast<Wire>(std::to_underlying(value) + 1);
}

// Throws corrupt_bytes for a missing value and one from the future.
template <typename Domain, typename Wire>
Domain from_wire(Wire value, Domain last) {
  auto const number = static_cast<int>(value) - 1;
  if (number < 0 || number > static_cast<int>(std::to_underlying(last))) {
    throw corrupt_bytes{"event: an enumerator that this release does not know"};
  }
  return static_cast<Domain>(number);
}

// One block that should hold a whole batch; more is taken when it does not.
inline google::protobuf::ArenaOptions arena_options(std::size_t expected_bytes) {
  auto options = google::protobuf::ArenaOptions{};
  options.start_block_size = std::clamp(expected_bytes, std::size_t{4096}, std::size_t{1} << 20U);
  options.max_block_size = std::max(options.start_block_size, std::size_t{1} << 18U);
  return options;
}

}  // namespace chepiao
