#include "base/service_day.h"

#include <chrono>

#include <fmt/compile.h>

namespace chepiao {
namespace {

std::optional<int> digits(std::string_view text) {
  auto value = 0;
  for (auto const c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<service_day> from_parts(std::string_view y, std::string_view m, std::string_view d) {
  auto const year = digits(y);
  auto const month = digits(m);
  auto const day = digits(d);
  if (!year || !month || !day || *year < 1970 || *year > 2199) {
    return std::nullopt;
  }
  auto const date = std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(*month)} /
                    std::chrono::day{static_cast<unsigned>(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  return service_day{
      static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::chrono::year_month_day date_of(service_day d) {
  return std::chrono::sys_days{std::chrono::days{d.days}};
}

}  // namespace

std::string to_text(service_day d) {
  auto const date = date_of(d);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_compact_text(service_day d) {
  auto const date = date_of(d);
  return fmt::format(FMT_COMPILE("{:04}{:02}{:02}"), static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<service_day> parse_service_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  return from_parts(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<service_day> parse_compact_service_day(std::string_view text) {
  if (text.size() != 8) {
    return std::nullopt;
  }
  return from_parts(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
}

}  // namespace chepiao
