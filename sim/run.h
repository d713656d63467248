#pragma once

#include <cstdint>

#include "base/ids.h"
#include "sim/railway.h"
#include "sim/sabotage.h"
#include "sim/sights.h"

namespace chepiao::sim {

// What one seed came to. Equal for the same seed.
struct history {
  std::uint64_t commands = 0;
  std::uint64_t crashes = 0;
  std::uint64_t records = 0;
  digest256 journal{};  // hash of the last row, and so of all
  digest256 state_root{};
  std::uint64_t told = 0;  // hash of all answers
  sights seen;
  friend bool operator==(history const&, history const&) = default;
};

// Plays a seed. Throws wrong (and what the product throws) when a check fails.
history run(railway const&, std::uint64_t seed, std::uint64_t commands, sabotage);

}  // namespace chepiao::sim
