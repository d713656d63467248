#pragma once

#include <cstdint>
#include <functional>

#include "sim/history.h"
#include "sim/railway.h"
#include "sim/sabotage.h"
#include "sim/steps.h"

namespace chepiao::sim {

// Told of each step before it is played; of the head alone first.
using on_step = std::function<void(script const& head, step const*)>;

// Thinks up a seed and plays it. Throws wrong, and what the product throws.
history play_seed(
    railway const&, std::uint64_t seed, std::uint64_t wishes, sabotage, on_step const& = {});
// Plays steps that were written down. The same history as when they were thought up.
history play_script(railway const&, script const&, sabotage);

}  // namespace chepiao::sim
