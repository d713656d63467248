#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "pipeline/urgency.h"

namespace chepiao {

struct admission_options {
  std::size_t queue_max = 8192;
  // The queue is kept so short that its last waits about this long, from what deciding took lately.
  std::chrono::nanoseconds patience = std::chrono::milliseconds{500};
};

// Who may still join the one bounded queue. Each urgency has a share of it: as it fills up,
// browsing is refused first, then holds, then reads of orders, and money only when all is taken.
class admission {
 public:
  explicit admission(admission_options);

  // May one more join when so many wait? Any thread.
  bool has_room(urgency, std::size_t waiting) const;
  // How many may wait at all. Any thread.
  std::size_t limit() const { return limit_.load(std::memory_order_relaxed); }

  // So many were decided one after the other and it took so long. One thread at a time.
  void decided(std::size_t requests, std::chrono::nanoseconds took);

 private:
  admission_options const options_;
  std::atomic<std::size_t> limit_;
  double requests_ = 0;
  double nanoseconds_ = 0;
};

}  // namespace chepiao
