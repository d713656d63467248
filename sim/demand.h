#pragma once

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace chepiao::sim {

// What a check saw that must not be.
class wrong : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws wrong unless it holds.
template <typename... Args>
void demand(bool holds, fmt::format_string<Args...> what, Args&&... args) {
  if (!holds) {
    throw wrong{fmt::format(what, std::forward<Args>(args)...)};
  }
}

}  // namespace chepiao::sim
