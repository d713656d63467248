#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chepiao::sim {

// Where the process may die.
enum class crash_point : std::uint8_t {
  none,  // a proper stop
  before_append,
  append_lost,     // during the append; the row is not there
  append_kept,     // during the append; the row is there
  before_replies,  // after the append
  between_replies,
  snapshot_old,     // during a snapshot, before its file has its name
  snapshot_torn,    // its file has its name, but not all its bytes
  snapshot_spoilt,  // it has one wrong bit
};
constexpr auto kCrashPoints = std::uint64_t{8};  // without none
constexpr std::string_view name_of(crash_point p) {
  constexpr auto kNames =
      std::array<std::string_view, kCrashPoints + 1>{"proper stop",
                                                     "died before append",
                                                     "died in append, row lost",
                                                     "died in append, row kept",
                                                     "died before replies",
                                                     "died between replies",
                                                     "died in snapshot, none",
                                                     "died in snapshot, torn",
                                                     "died in snapshot, spoilt"};
  return kNames.at(static_cast<std::size_t>(p));
}

// The process died.
struct crashed {
  crash_point where{};
};

}  // namespace chepiao::sim
