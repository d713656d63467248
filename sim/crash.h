#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chepiao::sim {

// Where the process may die.
enum class crash_point : std::uint8_t {
  none,
  before_append,
  append_lost,     // during the append; the row is not there
  append_kept,     // during the append; the row is there
  before_replies,  // after the append
  between_replies,
  snapshot_old,     // during a snapshot, before its file has its name
  snapshot_torn,    // its file has its name, but not all its bytes
  snapshot_spoilt,  // it has one wrong bit
  recovery,         // during the next start, before an epoch was begun
};
constexpr auto kCrashPoints = std::uint64_t{9};  // without none

// The process died.
struct crashed {
  std::string_view how;
};

}  // namespace chepiao::sim
