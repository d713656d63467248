#pragma once

#include <cstddef>
#include <utility>

namespace chepiao {

// Where the thing with this id (or at this stop) stands in its list.
template <typename Id>
constexpr std::size_t position(Id id) {
  return static_cast<std::size_t>(std::to_underlying(id));
}

}  // namespace chepiao
