#include "test/engine/story_words.h"

#include <stdexcept>

#include <fmt/format.h>

#include "base/hash.h"

namespace chepiao::test {

std::vector<std::string> split(std::string_view text, char separator) {
  auto parts = std::vector<std::string>{};
  while (!text.empty()) {
    auto const end = std::min(text.find(separator), text.size());
    if (end > 0) {
      parts.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) {
    return {};
  }
  return std::string{text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1)};
}

std::vector<std::string> words_of(std::string_view line) {
  return split(line, ' ');
}

milliseconds duration_of(std::string const& text) {
  auto unit_at = std::size_t{0};
  auto const amount = milliseconds::rep{std::stoll(text, &unit_at)};
  auto const unit = text.substr(unit_at);
  if (unit == "ms") return milliseconds{amount};
  if (unit == "s") return seconds{amount};
  if (unit == "min") return std::chrono::minutes{amount};
  if (unit == "h") return std::chrono::hours{amount};
  throw std::invalid_argument{"not a duration: " + text};
}

std::int32_t seconds_of_day(std::string const& hh_mm) {
  auto const parts = split(hh_mm, ':');
  if (parts.size() != 2) {
    throw std::invalid_argument{"not a time: " + hh_mm};
  }
  return std::stoi(parts[0]) * 3600 + std::stoi(parts[1]) * 60;
}

std::string yuan(minor_units amount) {
  return fmt::format("{}.{:02}", count(amount) / 100, count(amount) % 100);
}

std::uint64_t number_for(std::string_view name) {
  return first_u64(sha256{}.update(name).finish());
}

}  // namespace chepiao::test
