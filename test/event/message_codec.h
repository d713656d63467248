#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "event/record.h"

// The codec that protobuf's own messages make: what src/event must agree with, byte for byte.

namespace chepiao::test {

// A 128-bit hash as proto/event.proto carries it.
struct message_halves {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

std::vector<std::byte> encode_messages(std::span<record const>);
std::vector<record> decode_messages(std::span<std::byte const>);  // throws corrupt_bytes

}  // namespace chepiao::test
