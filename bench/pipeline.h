#pragma once

#include <cstdint>
#include <filesystem>

#include "bench/figure.h"

namespace chepiao::bench {

struct pipeline_run {
  std::uint64_t commands = 1'000'000;
  std::uint64_t in_flight = 1024;
};

// Durable commands a second through the pipeline of a data folder, with the order store and the
// live feed behind it: first that many holds, then their payments. One thread submits.
figures pipeline(std::filesystem::path const& data, pipeline_run const&);

}  // namespace chepiao::bench
