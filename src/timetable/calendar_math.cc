#include "timetable/calendar_math.h"

#include <algorithm>
#include <iterator>

namespace chepiao {
namespace {

// Enough for a feed's year and more; what is longer is a pattern, not a list.
constexpr auto kSingleDaysMax = std::size_t{1'000};

bool has_pattern(calendar const& c) {
  return c.weekdays != 0 && c.from <= c.until;
}

bool pattern_holds(calendar const& c, service_day day) {
  return c.from <= day && day <= c.until && ((c.weekdays >> weekday(day)) & 1) != 0;
}

void add_exceptions(calendar const& c, std::vector<service_day>& out) {
  out.insert(out.end(), c.added.begin(), c.added.end());
  out.insert(out.end(), c.removed.begin(), c.removed.end());
}

void sort_unique(std::vector<service_day>& days) {
  std::ranges::sort(days);
  auto const doubles = std::ranges::unique(days);
  days.erase(doubles.begin(), doubles.end());
}

// The pattern's own days of `c` without its exceptions, when they are few.
std::optional<std::vector<service_day>> pattern_days(calendar const& c) {
  auto out = std::vector<service_day>{};
  if (c.until - c.from > static_cast<std::int32_t>(kSingleDaysMax) * 7) {
    return std::nullopt;
  }
  for (auto day = c.from; day <= c.until; day = day + 1) {
    if (pattern_holds(c, day)) {
      out.push_back(day);
    }
  }
  return out.size() <= kSingleDaysMax ? std::optional{out} : std::nullopt;
}

}  // namespace

bool have_common_day(calendar const& a, calendar const& b) {
  auto const both = [&](service_day day) { return a.runs_on(day) && b.runs_on(day); };
  if (std::ranges::any_of(a.added, both) || std::ranges::any_of(b.added, both)) {
    return true;
  }
  if (!has_pattern(a) || !has_pattern(b) || (a.weekdays & b.weekdays) == 0) {
    return false;
  }
  auto const until = std::min(a.until, b.until);
  for (auto day = std::max(a.from, b.from); day <= until; day = day + 1) {
    if (both(day)) {
      return true;
    }
  }
  return false;
}

std::optional<calendar> union_of(calendar const& a, calendar const& b) {
  auto special = std::vector<service_day>{};
  add_exceptions(a, special);
  add_exceptions(b, special);
  auto out = calendar{};
  if (!has_pattern(a) || !has_pattern(b) || (a.from == b.from && a.until == b.until)) {
    auto const& range = has_pattern(a) ? a : b;
    out.from = range.from;
    out.until = range.until;
    out.weekdays = static_cast<std::uint8_t>((has_pattern(a) ? a.weekdays : 0) |
                                             (has_pattern(b) ? b.weekdays : 0));
  } else {
    auto const a_is_longer = a.until - a.from >= b.until - b.from;
    auto const& longer = a_is_longer ? a : b;
    auto const singles = pattern_days(a_is_longer ? b : a);
    if (!singles) {
      return std::nullopt;
    }
    out.from = longer.from;
    out.until = longer.until;
    out.weekdays = longer.weekdays;
    special.insert(special.end(), singles->begin(), singles->end());
  }
  sort_unique(special);
  for (auto const day : special) {
    auto const runs = a.runs_on(day) || b.runs_on(day);
    if (runs != pattern_holds(out, day)) {
      (runs ? out.added : out.removed).push_back(day);
    }
  }
  return out;
}

calendar normalized(calendar c) {
  if (!has_pattern(c)) {
    c.weekdays = 0;
    c.from = c.until = service_day{};
  }
  sort_unique(c.added);
  sort_unique(c.removed);
  // A day both added and removed runs: an addition is the stronger statement.
  auto const changes_nothing = [&](service_day day) {
    return !pattern_holds(c, day) || std::ranges::binary_search(c.added, day);
  };
  std::erase_if(c.removed, changes_nothing);
  std::erase_if(c.added, [&](service_day day) { return pattern_holds(c, day); });
  return c;
}

int days_running(calendar const& c, service_day from, int days) {
  auto count = 0;
  for (auto i = 0; i < days; ++i) {
    count += c.runs_on(from + i) ? 1 : 0;
  }
  return count;
}

}  // namespace chepiao
