#include "timetable/gtfs_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace chepiao {
namespace {

constexpr std::size_t kHourDigitsMax = 3;
constexpr std::size_t kLettersMax = 3;
constexpr std::size_t kNumberDigitsMax = 5;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

std::optional<std::int32_t> digits(std::string_view text, std::size_t digits_max) {
  if (text.empty() || text.size() > digits_max || !std::ranges::all_of(text, is_digit)) {
    return std::nullopt;
  }
  auto value = std::int32_t{0};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

gtfs_time parse_gtfs_time(std::string_view text) {
  if (text.empty() || text.starts_with('-')) {
    return {};
  }
  auto const unreadable = gtfs_time{kNoTime, false};
  auto const first = text.find(':');
  if (first == std::string_view::npos) {
    return unreadable;
  }
  auto const second = text.find(':', first + 1);
  auto const hour = digits(text.substr(0, first), kHourDigitsMax);
  auto const minute = digits(text.substr(first + 1, second - first - 1), 2);
  auto const rest = second == std::string_view::npos ? "0" : text.substr(second + 1);
  auto const second_value = digits(rest, 2);
  if (!hour || !minute || !second_value || *minute > 59 || *second_value > 59) {
    return unreadable;
  }
  return {*hour * 3600 + *minute * 60 + *second_value, true};
}

std::optional<service_day> parse_gtfs_date(std::string_view text) {
  return text.size() == 10 ? parse_service_day(text) : parse_compact_service_day(text);
}

std::optional<std::uint32_t> parse_gtfs_number(std::string_view text) {
  auto value = std::uint32_t{0};
  auto const* end = text.data() + text.size();
  auto const [stop, failure] = std::from_chars(text.data(), end, value);
  return failure == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

std::optional<double> parse_gtfs_decimal(std::string_view text) {
  auto copy = std::string{text.starts_with('+') ? text.substr(1) : text};
  std::ranges::replace(copy, ',', '.');
  auto value = 0.0;
  auto const* end = copy.data() + copy.size();
  auto const [stop, failure] = std::from_chars(copy.data(), end, value);
  auto const whole = failure == std::errc{} && stop == end && std::isfinite(value);
  return whole ? std::optional{value} : std::nullopt;
}

bool looks_like_public_number(std::string_view text) {
  auto const first_digit = std::ranges::find_if_not(text, is_capital);
  auto const letters = static_cast<std::size_t>(first_digit - text.begin());
  auto const number = text.substr(letters);
  return letters <= kLettersMax && !number.empty() && number.size() <= kNumberDigitsMax &&
         std::ranges::all_of(number, is_digit);
}

}  // namespace chepiao
