#pragma once

#include <cstddef>
#include <span>

#include "base/hash.h"
#include "base/ids.h"

namespace chepiao {

// HMAC-SHA-256 with one key, prepared: OpenSSL's own takes ten times as long, for it looks the
// algorithm up by name each time. Any thread.
class keyed_hash {
 public:
  explicit keyed_hash(digest256 const& key);

  digest256 of(std::span<std::byte const> message) const;

 private:
  // Both have taken in their block of the key.
  sha256 inner_;
  sha256 outer_;
};

}  // namespace chepiao
