#pragma once

#include <expected>

#include "base/refusal.h"

namespace chepiao {

// What a rule decided: a value, or why not.
template <typename T>
using result = std::expected<T, refusal>;

inline auto refuse(refusal_code code) {
  return std::unexpected{refusal{code}};
}
inline auto refuse(refusal_code code, std::string field) {
  return std::unexpected{refusal{code, std::move(field)}};
}

}  // namespace chepiao

// The value of `expression`, or return its refusal from the current function.
// Do not nest two of them in one expression.
#define TRY(expression)                                       \
  ({                                                          \
    auto try_outcome = (expression);                          \
    if (!try_outcome) [[unlikely]] {                          \
      return std::unexpected{std::move(try_outcome).error()}; \
    }                                                         \
    std::move(try_outcome).value();                           \
  })
