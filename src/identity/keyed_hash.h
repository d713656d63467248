#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "base/ids.h"

namespace chepiao {

// HMAC-SHA-256 with one key, prepared: OpenSSL's own takes ten times as long, for it looks the
// algorithm up by name each time. Any thread.
class keyed_hash {
 public:
  explicit keyed_hash(digest256 const& key);

  digest256 of(std::span<std::byte const> message) const;

 private:
  using block = std::array<std::byte, 64>;
  block inner_;
  block outer_;
};

}  // namespace chepiao
