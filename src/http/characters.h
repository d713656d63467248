#pragma once

#include <array>
#include <cstddef>
#include <string_view>

// Character classes of RFC 9110, on bytes.

namespace chepiao::http {

constexpr auto kTokenChars = [] {
  auto table = std::array<bool, 256>{};
  for (auto const c : std::string_view{"0123456789abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+-.^_`|~"}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

constexpr bool is_token_char(char c) {
  return kTokenChars[static_cast<unsigned char>(c)];
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr auto kControls = [] {
  auto table = std::array<bool, 256>{};
  for (auto byte = std::size_t{0}; byte < table.size(); ++byte) {
    table[byte] = (byte < 0x20 && byte != '\t') || byte == 0x7F;
  }
  return table;
}();

// Controls without the tab: NUL, CR, LF and the rest. Bytes beyond ASCII are not controls.
constexpr bool is_control(char c) {
  return kControls[static_cast<unsigned char>(c)];
}

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) {
    return false;
  }
  for (auto i = std::size_t{0}; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) {
      return false;
    }
  }
  return true;
}

constexpr std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace chepiao::http
