#pragma once

#include <cstddef>
#include <filesystem>

#include "bench/figure.h"

namespace chepiao::bench {

// Bytes of heap that the engine takes for an opened departure, and for a ticket at each stage of
// its life: held, paid, and when its idempotency keys are forgotten.
figures memory(std::filesystem::path const& data, std::size_t tickets_per_departure);

}  // namespace chepiao::bench
