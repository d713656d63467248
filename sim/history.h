#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/instant.h"
#include "sim/sights.h"

namespace chepiao::sim {

// What one seed came to. Equal for the same seed.
struct history {
  std::uint64_t commands = 0;  // that arrived
  std::uint64_t lives = 0;     // of the process
  std::uint64_t crashes = 0;
  std::uint64_t takeovers = 0;
  std::uint64_t records = 0;
  milliseconds lasted{};
  digest256 journal{};  // hash of the last row, and so of all
  digest256 state_root{};
  std::uint64_t told = 0;  // hash of all answers
  sights seen;
  friend bool operator==(history const&, history const&) = default;
};

}  // namespace chepiao::sim
