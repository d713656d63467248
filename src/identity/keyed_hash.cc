#include "identity/keyed_hash.h"

#include "base/hash.h"

namespace chepiao {

// RFC 2104; a key of 32 bytes is shorter than the block and needs no hashing of its own.
keyed_hash::keyed_hash(digest256 const& key) {
  inner_.fill(std::byte{0x36});
  outer_.fill(std::byte{0x5C});
  for (auto i = std::size_t{0}; i < key.size(); ++i) {
    inner_[i] ^= key[i];
    outer_[i] ^= key[i];
  }
}

digest256 keyed_hash::of(std::span<std::byte const> message) const {
  auto const first = sha256{}.update(inner_).update(message).finish();
  return sha256{}.update(outer_).update(first).finish();
}

}  // namespace chepiao
