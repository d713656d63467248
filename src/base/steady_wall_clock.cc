#include "base/steady_wall_clock.h"

#include <utility>

#include <time.h>

namespace chepiao {
namespace {

// Between the two readings of one glance the process may be stopped for any time.
constexpr auto kGlanceMax = milliseconds{100};

bool is_jump(milliseconds from, milliseconds to) {
  return std::chrono::abs(to - from) > steady_wall_clock::kJumpMin;
}

}  // namespace

milliseconds system_stopwatch::elapsed() const {
  auto now = timespec{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return seconds{now.tv_sec} +
         std::chrono::duration_cast<milliseconds>(std::chrono::nanoseconds{now.tv_nsec});
}

steady_wall_clock::steady_wall_clock(clock const& wall, stopwatch const& steady, on_jump tell)
    : wall_{wall},
      steady_{steady},
      on_jump_{std::move(tell)},
      trusted_{look().offset},
      seen_{trusted_.load()} {}

steady_wall_clock::glance steady_wall_clock::look() const {
  for (;;) {
    auto const before = steady_.elapsed();
    auto const wall = wall_.now().time_since_epoch();
    auto const after = steady_.elapsed();
    if (after - before <= kGlanceMax) {
      return {.elapsed = after, .offset = wall - after};
    }
  }
}

instant steady_wall_clock::now() const {
  auto const [elapsed, offset] = look();
  auto const seen = seen_.exchange(offset, std::memory_order_relaxed);
  auto const trusted = trusted_.load(std::memory_order_relaxed);
  if (!is_jump(trusted, offset)) {
    trusted_.store(offset, std::memory_order_relaxed);
    return instant{elapsed + offset};
  }
  if (is_jump(seen, offset)) {
    jumps_.fetch_add(1, std::memory_order_relaxed);
    if (on_jump_) {
      on_jump_(offset - trusted);
    }
  }
  return instant{elapsed + trusted};
}

}  // namespace chepiao
