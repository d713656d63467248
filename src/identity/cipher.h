#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "identity/key_ring.h"

namespace chepiao {

// Where a sealed value stands. It opens nowhere else, so rows cannot be swapped in the file.
struct cell {
  std::string_view column;  // "travellers.name"
  std::uint64_t row = 0;
};

// AES-256-GCM over single values: nonce (12 bytes, random), ciphertext, tag (16 bytes). Any thread.
class cipher {
 public:
  cipher(secret_key const&, rng&);

  std::vector<std::byte> seal(std::string_view plain, cell) const;
  // Throws corrupt_bytes when the value was changed, moved or sealed with another key.
  std::string open(std::span<std::byte const> sealed, cell) const;

 private:
  secret_key key_;
  rng& random_;
};

}  // namespace chepiao
