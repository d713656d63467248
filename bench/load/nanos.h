#pragma once

#include <chrono>
#include <cstdint>

namespace chepiao::load {

// Nanoseconds of CLOCK_MONOTONIC: one clock for all threads and for the history.
using nanos = std::int64_t;

constexpr nanos kSecond = 1'000'000'000;
constexpr nanos kMillisecond = 1'000'000;

inline nanos now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace chepiao::load
