#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace chepiao {

// Amounts are whole minor units (fen, cents) of the currency that stands beside them; never
// floating point.
enum class minor_units : std::int64_t {};

constexpr std::int64_t count(minor_units m) {
  return static_cast<std::int64_t>(m);
}
constexpr minor_units operator+(minor_units a, minor_units b) {
  return minor_units{count(a) + count(b)};
}
constexpr minor_units operator-(minor_units a, minor_units b) {
  return minor_units{count(a) - count(b)};
}
constexpr minor_units& operator+=(minor_units& a, minor_units b) {
  return a = a + b;
}

// ISO 4217 code, e.g. "CNY".
struct currency {
  std::array<char, 3> code{'C', 'N', 'Y'};
  friend auto operator<=>(currency const&, currency const&) = default;
  std::string_view text() const { return {code.data(), code.size()}; }
};

}  // namespace chepiao
