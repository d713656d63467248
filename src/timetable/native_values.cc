#include "timetable/native_values.h"

#include <algorithm>
#include <string>

#include "timetable/builder.h"

namespace chepiao {
namespace {

constexpr auto kFirstDay = service_day{0};
constexpr auto kLastDay = service_day{84'005};  // 2199-12-31
constexpr auto kEveryDay = std::uint8_t{0x7F};

// Up to `digits_max` digits and nothing else.
std::optional<std::int32_t> digits(std::string_view text, std::size_t digits_max) {
  if (text.empty() || text.size() > digits_max) {
    return std::nullopt;
  }
  auto value = std::int32_t{0};
  for (auto const c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::int32_t> below_60(std::string_view text) {
  auto const value = text.size() == 2 ? digits(text, 2) : std::nullopt;
  return value && *value < 60 ? value : std::nullopt;
}

std::optional<std::uint8_t> weekdays(std::string_view text) {
  if (text == "daily") {
    return kEveryDay;
  }
  auto out = 0U;
  for (auto const c : text) {
    if (c < '1' || c > '7') {
      return std::nullopt;
    }
    out |= 1U << static_cast<unsigned>(c - '1');
  }
  return static_cast<std::uint8_t>(out);
}

bool add_single(std::string_view date, std::vector<service_day>& to) {
  auto const day = parse_service_day(date);
  if (day) {
    to.push_back(*day);
  }
  return day.has_value();
}

bool set_range(std::string_view text, std::size_t dots, calendar& out) {
  auto const from = parse_service_day(text.substr(0, dots));
  auto const until = parse_service_day(text.substr(dots + 2));
  if (!from || !until || *until < *from) {
    return false;
  }
  out.from = *from;
  out.until = *until;
  return true;
}

bool add_item(std::string_view item, calendar& out) {
  if (item.starts_with('+')) {
    return add_single(item.substr(1), out.added);
  }
  if (item.starts_with('-')) {
    return add_single(item.substr(1), out.removed);
  }
  if (auto const dots = item.find(".."); dots != std::string_view::npos) {
    return set_range(item, dots, out);
  }
  auto const days = weekdays(item);
  out.weekdays = days.value_or(out.weekdays);
  return days.has_value();
}

}  // namespace

std::optional<std::int32_t> parse_day_time(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  auto const hours = digits(text.substr(0, colon), 3);
  auto rest = text.substr(colon + 1);
  auto const has_seconds = rest.size() == 5 && rest[2] == ':';
  auto const minutes = below_60(has_seconds ? rest.substr(0, 2) : rest);
  auto const second = has_seconds ? below_60(rest.substr(3)) : std::optional{0};
  if (!hours || !minutes || !second) {
    return std::nullopt;
  }
  auto const value = (*hours * 60 + *minutes) * 60 + *second;
  return value < timetable_builder::kLatestTimeS ? std::optional{value} : std::nullopt;
}

std::optional<std::int32_t> parse_kilometres(std::string_view text) {
  auto const point = text.find('.');
  auto const whole = digits(text.substr(0, point), 5);
  if (!whole) {
    return std::nullopt;
  }
  if (point == std::string_view::npos) {
    return *whole * 1'000;
  }
  auto fraction = std::string{text.substr(point + 1)};
  if (fraction.empty() || fraction.size() > 3) {
    return std::nullopt;
  }
  fraction.resize(3, '0');
  auto const metres = digits(fraction, 3);
  return metres ? std::optional{*whole * 1'000 + *metres} : std::nullopt;
}

std::optional<calendar> parse_days(std::string_view text) {
  auto out = calendar{0, kFirstDay, kLastDay, {}, {}};
  while (!text.empty()) {
    auto const blank = text.find(' ');
    auto const item = text.substr(0, blank);
    if (!item.empty() && !add_item(item, out)) {
      return std::nullopt;
    }
    text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  }
  if (out.weekdays == 0 && out.added.empty()) {
    return std::nullopt;
  }
  return out;
}

}  // namespace chepiao
