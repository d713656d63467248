#include <algorithm>

#include "http/server.h"

namespace chepiao::http {
namespace {

std::optional<std::string_view> first_of(
    std::vector<std::pair<std::string, std::string>> const& pairs, std::string_view name) {
  auto const found =
      std::ranges::find_if(pairs, [&](auto const& pair) { return pair.first == name; });
  if (found == pairs.end()) {
    return std::nullopt;
  }
  return found->second;
}

}  // namespace

std::optional<std::string_view> request::header(std::string_view lower_case_name) const {
  return first_of(headers, lower_case_name);
}

std::optional<std::string_view> request::query_value(std::string_view name) const {
  return first_of(query, name);
}

}  // namespace chepiao::http
