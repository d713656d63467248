#include "pipeline/admission.h"

#include <algorithm>

namespace chepiao {
namespace {

// One slow flush must not close the door: so many are always let wait.
constexpr auto kLimitMin = std::size_t{256};
// What was measured weighs half after so many more.
constexpr auto kMemory = 4096.0;

}  // namespace

admission::admission(admission_options options) : options_{options}, limit_{options.queue_max} {}

bool admission::has_room(urgency u, std::size_t waiting) const {
  return waiting * 100 < limit() * percent_of_queue(u);
}

void admission::decided(std::size_t requests, std::chrono::nanoseconds took) {
  requests_ += static_cast<double>(requests);
  nanoseconds_ += static_cast<double>(took.count());
  auto const most = static_cast<double>(options_.queue_max);
  auto const in_time =
      nanoseconds_ > 0 ? static_cast<double>(options_.patience.count()) * requests_ / nanoseconds_
                       : most;
  auto const limit = static_cast<std::size_t>(std::min(in_time, most));
  limit_.store(std::min(std::max(limit, kLimitMin), options_.queue_max), std::memory_order_relaxed);
  if (requests_ > kMemory) {
    requests_ /= 2;
    nanoseconds_ /= 2;
  }
}

}  // namespace chepiao
