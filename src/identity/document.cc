#include "identity/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "identity/text.h"

namespace chepiao {
namespace {

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, is_digit);
}

bool all_digits_or_letters(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || is_letter(c); });
}

bool is_between(std::size_t size, std::size_t least, std::size_t most) {
  return size >= least && size <= most;
}

int number_in(std::string_view digits) {
  auto value = 0;
  for (auto const c : digits) {
    value = value * 10 + (c - '0');
  }
  return value;
}

char check_character(std::string_view first_17) {
  constexpr auto kWeights =
      std::to_array<int>({7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2});
  auto sum = std::size_t{0};
  for (auto i = std::size_t{0}; i < kWeights.size(); ++i) {
    sum += static_cast<std::size_t>(kWeights[i] * (first_17[i] - '0'));
  }
  return std::string_view{"10X98765432"}[sum % 11];
}

bool is_birth_date(std::string_view yyyymmdd, std::chrono::sys_days today) {
  auto const date = std::chrono::year_month_day{
      std::chrono::year{number_in(yyyymmdd.substr(0, 4))},
      std::chrono::month(static_cast<unsigned>(number_in(yyyymmdd.substr(4, 2)))),
      std::chrono::day(static_cast<unsigned>(number_in(yyyymmdd.substr(6, 2))))};
  return date.ok() && date.year() >= std::chrono::year{1800} &&
         std::chrono::sys_days{date} <= today;
}

bool is_resident_id(std::string_view number, std::chrono::sys_days today) {
  return number.size() == 18 && all_digits(number.substr(0, 17)) &&
         number.back() == check_character(number.substr(0, 17)) &&
         is_birth_date(number.substr(6, 8), today);
}

bool is_hk_macau_permit(std::string_view number) {
  return (number.size() == 9 || number.size() == 11) &&
         (number.front() == 'H' || number.front() == 'M') && all_digits(number.substr(1));
}

// Old and new cards differ, some print letters after the digits.
bool is_taiwan_permit(std::string_view number) {
  return is_between(number.size(), 8, 12) && all_digits(number.substr(0, 8)) &&
         all_digits_or_letters(number);
}

}  // namespace

std::string normal_number(std::string_view number) {
  auto normal = std::string{trimmed(number)};
  std::ranges::transform(normal, normal.begin(), to_upper);
  return normal;
}

bool number_fits(document_type type, std::string_view normal, std::chrono::sys_days today) {
  switch (type) {
    case document_type::resident_id:
      return is_resident_id(normal, today);
    case document_type::passport:
      return is_between(normal.size(), 5, 17) && all_digits_or_letters(normal);
    case document_type::hk_macau_permit:
      return is_hk_macau_permit(normal);
    case document_type::taiwan_permit:
      return is_taiwan_permit(normal);
    case document_type::foreigner_residence:
      return (normal.size() == 15 || normal.size() == 18) && all_digits_or_letters(normal);
  }
  return false;
}

std::string masked(std::string_view normal) {
  struct ends {
    std::size_t head = 0;
    std::size_t tail = 0;
  };
  auto const shown = normal.size() >= 15  ? ends{4, 3}
                     : normal.size() >= 8 ? ends{2, 2}
                     : normal.size() >= 5 ? ends{1, 1}
                                          : ends{};
  auto text = std::string(normal.size(), '*');
  std::ranges::copy(normal.substr(0, shown.head), text.begin());
  std::ranges::copy(normal.substr(normal.size() - shown.tail),
                    text.end() - static_cast<std::ptrdiff_t>(shown.tail));
  return text;
}

}  // namespace chepiao
