#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace chepiao::sim {

// What came up, and how often: shows whether the dice reach every corner.
using sights = std::map<std::string, std::uint64_t, std::less<>>;

}  // namespace chepiao::sim
