#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>

#include "base/rng.h"

namespace chepiao::test {

// The same numbers for the same seed on every machine (splitmix64). Any thread.
class seeded_rng final : public rng {
 public:
  explicit seeded_rng(std::uint64_t seed) : state_{seed} {}

  void fill(std::span<std::byte> out) override {
    auto const guard = std::lock_guard{mutex_};
    auto bits = std::uint64_t{0};
    for (auto i = std::size_t{0}; i < out.size(); ++i) {
      bits = i % 8 == 0 ? next() : bits >> 8U;
      out[i] = static_cast<std::byte>(bits & 0xFFU);
    }
  }

  // A number in [0, bound). Requires bound > 0.
  std::uint64_t below(std::uint64_t bound) { return next_u64() % bound; }

 private:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  std::mutex mutex_;
  std::uint64_t state_;
};

}  // namespace chepiao::test
