#pragma once

#include <string>

#include "sim/railway.h"
#include "sim/sabotage.h"
#include "sim/steps.h"

namespace chepiao::sim {

// A script and what is wrong with it.
struct failure {
  script story;
  std::string what;
};

// The steps of a seed up to where it fails, played in a process of its own; `what` is empty when it
// does not.
failure write_down(railway const&, std::uint64_t seed, std::uint64_t wishes, sabotage);
// A much shorter story that fails in the same way.
failure shrink(railway const&, failure, sabotage);

}  // namespace chepiao::sim
