#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace chepiao {

// The number of code points; nothing when the text is not UTF-8 or holds what cannot be printed:
// control characters, line separators, marks that turn the direction of writing.
std::optional<std::size_t> printable_length(std::string_view);

// Without blanks (also U+3000) at both ends.
std::string_view trimmed(std::string_view);

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_letter(char c) {
  return is_upper(c) || is_lower(c);
}
constexpr char to_upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace chepiao
