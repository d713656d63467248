#include "identity/keyed_hash.h"

#include <algorithm>
#include <array>

namespace chepiao {

// RFC 2104; a key of 32 bytes is shorter than the block and needs no hashing of its own.
keyed_hash::keyed_hash(digest256 const& key) {
  auto const take_in = [&key](sha256& hash, std::byte pad) {
    auto block = std::array<std::byte, 64>{};
    std::ranges::copy(key, block.begin());
    for (auto& byte : block) {
      byte ^= pad;
    }
    hash.update(block);
  };
  take_in(inner_, std::byte{0x36});
  take_in(outer_, std::byte{0x5C});
}

digest256 keyed_hash::of(std::span<std::byte const> message) const {
  auto const first = sha256{inner_}.update(message).finish();
  return sha256{outer_}.update(first).finish();
}

}  // namespace chepiao
