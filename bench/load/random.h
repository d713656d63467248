#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace chepiao::load {

// splitmix64: the same numbers for the same seed.
class random {
 public:
  explicit random(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    auto z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  // Requires count > 0.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  // In [0, 1).
  double fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  // Exponentially distributed with this mean: the gaps of a Poisson process.
  double gap(double mean) { return -mean * std::log1p(-fraction()); }

 private:
  std::uint64_t state_;
};

}  // namespace chepiao::load
