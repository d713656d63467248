#pragma once

#include <cstdint>

#include "base/ids.h"

namespace chepiao::sim {

// The same numbers for the same seed on every machine (splitmix64).
class dice {
 public:
  explicit dice(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  // A number in [0, bound). Requires bound > 0.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  // A number in [from, to].
  std::uint64_t between(std::uint64_t from, std::uint64_t to) {
    return from + below(to - from + 1);
  }
  bool percent(std::uint64_t chance) { return below(100) < chance; }

  digest128 next_digest() {
    auto out = digest128{};
    for (auto i = std::size_t{0}; i < out.size(); i += 8) {
      auto bits = next();
      for (auto j = i; j < i + 8; ++j, bits >>= 8U) {
        out[j] = static_cast<std::byte>(bits & 0xFFU);
      }
    }
    return out;
  }
  order_id next_order() {
    auto const high = next();
    return {high, next()};
  }

 private:
  std::uint64_t state_;
};

}  // namespace chepiao::sim
