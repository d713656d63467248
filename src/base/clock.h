#pragma once

#include <cstdint>

#include "base/instant.h"

namespace chepiao {

// The only door to time. Everything that needs the time is given a clock.
class clock {
 public:
  virtual ~clock() = default;
  virtual instant now() const = 0;
  // How often it was found to have been set while it ran; for /metrics.
  virtual std::uint64_t jumps() const { return 0; }
};

// The machine's wall clock.
class system_clock final : public clock {
 public:
  instant now() const override;
};

}  // namespace chepiao
