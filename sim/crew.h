#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/railway.h"
#include "sim/sabotage.h"
#include "sim/sights.h"

// Many seeds, played by several processes.

namespace chepiao::sim {

struct job {
  std::uint64_t first = 1;
  std::uint64_t last = 100;
  std::uint64_t wishes = 200;  // per seed
  std::uint64_t workers = 1;
  std::uint64_t minutes = 0;  // 0: until the last seed
  std::uint64_t failures_max = 10;
  sabotage harm = sabotage::none;
};

struct tally {
  std::uint64_t seeds = 0;
  std::uint64_t wishes = 0;
  std::uint64_t commands = 0;  // that arrived
  std::uint64_t records = 0;
  std::uint64_t lives = 0;
  std::uint64_t crashes = 0;
  std::uint64_t takeovers = 0;
  std::uint64_t played_twice = 0;  // and were the same, journal and answers
  std::uint64_t simulated_ms = 0;
  sights seen;
};

struct failed_seed {
  std::uint64_t seed = 0;
  std::string what;
};

struct result_of_job {
  tally sum;
  std::vector<failed_seed> failed;
  std::uint64_t last_seed = 0;
  double seconds = 0;
};

// `tell` is called for each failure as it comes.
result_of_job work(railway const&, job const&, std::function<void(failed_seed const&)> const& tell);

}  // namespace chepiao::sim
