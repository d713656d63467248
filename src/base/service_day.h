#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chepiao {

// The calendar day at a service's first station, in the operator's zone. Days since 1970-01-01.
struct service_day {
  std::int32_t days = 0;
  friend auto operator<=>(service_day, service_day) = default;
};

constexpr service_day operator+(service_day d, std::int32_t n) {
  return {d.days + n};
}
constexpr std::int32_t operator-(service_day a, service_day b) {
  return a.days - b.days;
}

// 0 = Monday ... 6 = Sunday.
constexpr int weekday(service_day d) {
  return static_cast<int>(((d.days % 7) + 10) % 7);
}

// "2026-11-22" and "20261122".
std::string to_text(service_day);
std::string to_compact_text(service_day);

// Real dates of the years 1970 to 2199 in the exact form; nothing otherwise.
std::optional<service_day> parse_service_day(std::string_view);          // "2026-11-22"
std::optional<service_day> parse_compact_service_day(std::string_view);  // "20261122"

}  // namespace chepiao
