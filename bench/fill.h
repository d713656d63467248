#pragma once

#include <cstdint>
#include <filesystem>

namespace chepiao::bench {

// Sells about `events` events' worth of orders into a data folder that has a timetable with one
// service, through the real pipeline with 1,024 commands in flight, then stops it properly. Prints
// the rate; 0 when nothing was refused.
int fill(std::filesystem::path const& data, std::uint64_t events);

}  // namespace chepiao::bench
