#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/ids.h"

namespace chepiao {

// The only door to chance. Implementations are safe to call from any thread.
class rng {
 public:
  virtual ~rng() = default;
  virtual void fill(std::span<std::byte>) = 0;

  std::uint64_t next_u64();
  order_id next_order_id();
};

// The kernel's generator, fit for tokens and keys.
class system_rng final : public rng {
 public:
  void fill(std::span<std::byte>) override;
};

}  // namespace chepiao
