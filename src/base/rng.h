#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/ids.h"
#include "base/instant.h"

namespace chepiao {

// The only door to chance. Implementations are safe to call from any thread.
class rng {
 public:
  virtual ~rng() = default;
  virtual void fill(std::span<std::byte>) = 0;

  std::uint64_t next_u64();
  // Later ones sort after earlier ones, as far as `now` rises, which an index is grateful for; 80
  // bits are drawn, too many to guess.
  order_id next_order_id(instant now);
};

// The kernel's generator, fit for tokens and keys. Each thread draws some hundred bytes ahead,
// since a system call costs more than what it brings.
class system_rng final : public rng {
 public:
  void fill(std::span<std::byte>) override;
};

}  // namespace chepiao
