#pragma once

#include <concepts>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/money.h"

// Writing JSON by appending to a string: the answers are many and their shape is fixed.

namespace chepiao::api {

// In quotes, escaped. The text must be UTF-8.
void append_quoted(std::string&, std::string_view);

// Decimal digits.
template <std::integral Integer>
void append_number(std::string& out, Integer value) {
  auto const digits = fmt::format_int{value};
  out.append(digits.data(), digits.size());
}

// {"amount":553000,"currency":"CNY"}
void append_money(std::string&, minor_units, currency const&);

// In quotes, as base's to_rfc3339, without its allocations; with milliseconds when there are any.
// Years 1970 to 9999.
void append_time(std::string&, instant, seconds utc_offset);

inline std::string_view json_bool(bool value) {
  return value ? "true" : "false";
}

}  // namespace chepiao::api
