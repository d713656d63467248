#include "base/instant.h"

#include <cstdlib>

#include <fmt/format.h>

#include "base/service_day.h"

namespace chepiao {
namespace {

std::string date_and_time(instant t) {
  auto const day = std::chrono::floor<std::chrono::days>(t);
  auto const clock = std::chrono::hh_mm_ss{std::chrono::floor<seconds>(t - day)};
  auto const date = service_day{static_cast<std::int32_t>(day.time_since_epoch().count())};
  return fmt::format("{}T{:02}:{:02}:{:02}", to_text(date), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<int> two_digits(std::string_view text) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') {
    return std::nullopt;
  }
  return (text[0] - '0') * 10 + (text[1] - '0');
}

std::optional<seconds> parse_offset(std::string_view text) {
  if (text == "Z") {
    return seconds{0};
  }
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
    return std::nullopt;
  }
  auto const hours = two_digits(text.substr(1));
  auto const minutes = two_digits(text.substr(4));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) {
    return std::nullopt;
  }
  auto const size = seconds{*hours * 3600 + *minutes * 60};
  return text[0] == '-' ? -size : size;
}

}  // namespace

std::string to_rfc3339(instant t, seconds utc_offset) {
  auto const minutes = std::abs(utc_offset.count()) / 60;
  return fmt::format("{}{}{:02}:{:02}", date_and_time(t + utc_offset),
                     utc_offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string to_rfc3339_utc(instant t) {
  auto const whole = std::chrono::floor<seconds>(t);
  return fmt::format("{}.{:03}Z", date_and_time(t), (t - whole).count());
}

std::optional<instant> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  auto const day = parse_service_day(text.substr(0, 10));
  auto const hour = two_digits(text.substr(11));
  auto const minute = two_digits(text.substr(14));
  auto const second = two_digits(text.substr(17));
  auto rest = text.substr(19);
  auto fraction = 0;
  if (rest.starts_with('.')) {
    if (rest.size() < 5) {
      return std::nullopt;
    }
    for (auto const c : rest.substr(1, 3)) {
      if (c < '0' || c > '9') {
        return std::nullopt;
      }
      fraction = fraction * 10 + (c - '0');
    }
    rest = rest.substr(4);
  }
  auto const offset = parse_offset(rest);
  if (!day || !hour || !minute || !second || !offset || *hour > 23 || *minute > 59 ||
      *second > 59) {
    return std::nullopt;
  }
  auto const local = instant{std::chrono::days{day->days}} +
                     seconds{*hour * 3600 + *minute * 60 + *second} + milliseconds{fraction};
  return local - *offset;
}

}  // namespace chepiao
