#include "timetable/name_pattern.h"

namespace chepiao {
namespace {

bool fits_one(char pattern, char c) {
  return pattern == '?' || pattern == c || (pattern == '#' && c >= '0' && c <= '9');
}

}  // namespace

bool fits_pattern(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) {
    return true;
  }
  // One star is remembered at a time: the last one can give way for all before it.
  auto p = std::size_t{0};
  auto t = std::size_t{0};
  auto star = std::string_view::npos;
  auto retry = std::size_t{0};
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && fits_one(pattern[p], text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

}  // namespace chepiao
