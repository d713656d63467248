#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace chepiao {

// SHA-256 in pieces.
class sha256 {
 public:
  sha256();
  ~sha256();
  // Goes on from where the other one is.
  sha256(sha256 const&);
  sha256& operator=(sha256 const&) = delete;

  sha256& update(std::span<std::byte const>);
  sha256& update(std::string_view);
  digest256 finish();

 private:
  void* state_;
};

digest256 sha256_of(std::span<std::byte const>);
digest256 hmac_sha256(std::span<std::byte const> key, std::span<std::byte const> message);

// The first bytes of a longer hash.
digest128 first_half(digest256 const&);
std::uint64_t first_u64(digest256 const&);

// The only comparison allowed for secrets: its time does not depend on the content.
bool equal_in_constant_time(std::span<std::byte const>, std::span<std::byte const>);

// Lower-case hex.
std::string to_hex(std::span<std::byte const>);

}  // namespace chepiao
