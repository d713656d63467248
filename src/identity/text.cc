#include "identity/text.h"

#include <algorithm>

namespace chepiao {
namespace {

constexpr auto kWideBlank = std::string_view{"\xE3\x80\x80"};  // U+3000

struct lead {
  std::size_t size = 0;  // bytes of the whole sequence; 0: not the start of one
  char32_t bits = 0;
  char32_t least = 0;  // smaller ones have a shorter form
};

lead lead_of(unsigned char byte) {
  if (byte < 0x80) {
    return {1, byte, 0};
  }
  if (byte >= 0xC2 && byte < 0xE0) {
    return {2, byte & 0x1FU, 0x80};
  }
  if (byte >= 0xE0 && byte < 0xF0) {
    return {3, byte & 0x0FU, 0x800};
  }
  if (byte >= 0xF0 && byte < 0xF5) {
    return {4, byte & 0x07U, 0x1'0000};
  }
  return {};
}

// Takes one code point off the front.
std::optional<char32_t> take_code_point(std::string_view& text) {
  auto const start = lead_of(static_cast<unsigned char>(text.front()));
  if (start.size == 0 || start.size > text.size()) {
    return std::nullopt;
  }
  auto point = start.bits;
  for (auto const c : text.substr(1, start.size - 1)) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    point = (point << 6U) | (byte & 0x3FU);
  }
  text.remove_prefix(start.size);
  auto const is_surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < start.least || point > 0x10'FFFF || is_surrogate) {
    return std::nullopt;
  }
  return point;
}

bool is_printable(char32_t c) {
  auto const is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  auto const is_separator = c == 0x2028 || c == 0x2029 || c == 0xFEFF;
  auto const is_direction =
      (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  auto const is_no_character = (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
  return !is_control && !is_separator && !is_direction && !is_no_character;
}

}  // namespace

std::optional<std::size_t> printable_length(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) {
    return text.size();
  }
  auto length = std::size_t{0};
  while (!text.empty()) {
    auto const point = take_code_point(text);
    if (!point || !is_printable(*point)) {
      return std::nullopt;
    }
    ++length;
  }
  return length;
}

std::string_view trimmed(std::string_view text) {
  auto drop = [&](auto starts, auto remove) {
    for (auto const blank : {std::string_view{" "}, kWideBlank}) {
      if (starts(blank)) {
        remove(blank.size());
        return true;
      }
    }
    return false;
  };
  while (
      drop([&](auto b) { return text.starts_with(b); }, [&](auto n) { text.remove_prefix(n); })) {
  }
  while (drop([&](auto b) { return text.ends_with(b); }, [&](auto n) { text.remove_suffix(n); })) {
  }
  return text;
}

}  // namespace chepiao
