#pragma once

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/ids.h"

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

// So that a check that holds formats nothing.
template <>
struct fmt::formatter<chepiao::order_id> : formatter<std::string> {
  auto format(chepiao::order_id id, format_context& to) const {
    return formatter<std::string>::format(chepiao::to_text(id), to);
  }
};
template <>
struct fmt::formatter<chepiao::departure_id> : formatter<std::string> {
  auto format(chepiao::departure_id id, format_context& to) const {
    return formatter<std::string>::format(chepiao::to_text(id), to);
  }
};
