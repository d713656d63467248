#pragma once

#include <filesystem>

#include "bench/figure.h"

namespace chepiao::bench {

// How long the start takes that folds the whole journal of a data folder, and the one from its
// newest snapshot. Nothing is written.
figures replay(std::filesystem::path const& data);

}  // namespace chepiao::bench
