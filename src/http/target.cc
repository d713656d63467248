#include "http/target.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <boost/url/decode_view.hpp>
#include <boost/url/pct_string_view.hpp>

#include "http/characters.h"

namespace chepiao::http {
namespace {

constexpr auto kParametersMax = std::size_t{128};

enum class plus_means : std::uint8_t { plus, space };

// Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text) {
  for (auto i = std::size_t{0}; i < text.size();) {
    auto const lead = static_cast<unsigned char>(text[i]);
    auto const length = lead < 0x80   ? 1U
                        : lead < 0xC2 ? 0U
                        : lead < 0xE0 ? 2U
                        : lead < 0xF0 ? 3U
                        : lead < 0xF5 ? 4U
                                      : 0U;
    if (length == 0 || i + length > text.size()) {
      return false;
    }
    auto const second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0x80U;
    auto const low = lead == 0xE0 ? 0xA0U : lead == 0xF0 ? 0x90U : 0x80U;
    auto const high = lead == 0xED ? 0x9FU : lead == 0xF4 ? 0x8FU : 0xBFU;
    if (second < low || second > high) {
      return false;
    }
    for (auto k = std::size_t{2}; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) {
        return false;
      }
    }
    i += length;
  }
  return true;
}

result<std::string> decoded(std::string_view text, plus_means plus) {
  auto out = std::string{text};
  if (text.find_first_of("%+") != std::string_view::npos) {
    auto const escaped = boost::urls::make_pct_string_view({text.data(), text.size()});
    if (!escaped) {
      return refuse(refusal_code::bad_framing);
    }
    auto options = boost::urls::encoding_opts{};
    options.space_as_plus = plus == plus_means::space;
    out.clear();
    for (auto const c : boost::urls::decode_view{*escaped, options}) {
      out.push_back(c);
    }
  }
  if (!is_utf8(out)) {
    return refuse(refusal_code::bad_framing);
  }
  return out;
}

bool is_control_in_path(char c) {
  return is_control(c) || c == '\t';
}

bool is_control_in_form(char c) {
  return is_control(c) && c != '\r' && c != '\n';
}

// Everything about a path that could mean one thing here and another behind or before us.
bool is_plain_path(std::string_view raw, std::string_view path) {
  auto const slashes = [](std::string_view text) { return std::ranges::count(text, '/'); };
  if (slashes(raw) != slashes(path) || path.find('\\') != std::string_view::npos ||
      std::ranges::any_of(path, is_control_in_path)) {
    return false;
  }
  for (auto rest = path; !rest.empty();) {
    auto const end = std::min(rest.find('/'), rest.size());
    auto const segment = rest.substr(0, end);
    if (segment == "." || segment == "..") {
      return false;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

std::string_view without_authority(std::string_view raw) {
  if (raw.starts_with('/')) {
    return raw;
  }
  auto const authority = raw.find("//");
  if (authority == std::string_view::npos) {
    return {};
  }
  auto const path = raw.find_first_of("/?", authority + 2);
  return path == std::string_view::npos ? std::string_view{} : raw.substr(path);
}

}  // namespace

result<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view text) {
  auto out = std::vector<std::pair<std::string, std::string>>{};
  while (!text.empty()) {
    auto const end = std::min(text.find('&'), text.size());
    auto const part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) {
      continue;
    }
    if (out.size() == kParametersMax) {
      return refuse(refusal_code::bad_framing);
    }
    auto const equals = std::min(part.find('='), part.size());
    auto name = TRY(decoded(part.substr(0, equals), plus_means::space));
    auto value = TRY(decoded(part.substr(std::min(equals + 1, part.size())), plus_means::space));
    if (std::ranges::any_of(name, is_control_in_form) ||
        std::ranges::any_of(value, is_control_in_form)) {
      return refuse(refusal_code::bad_framing);
    }
    out.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

result<target> parse_target(std::string_view raw) {
  auto const local = without_authority(raw);
  auto const question = std::min(local.find('?'), local.size());
  auto const raw_path = question == 0 ? std::string_view{"/"} : local.substr(0, question);
  auto out = target{.path = TRY(decoded(raw_path, plus_means::plus)), .query = {}};
  if (!is_plain_path(raw_path, out.path)) {
    return refuse(refusal_code::bad_framing);
  }
  if (question < local.size()) {
    out.query = TRY(parse_form(local.substr(question + 1)));
  }
  return out;
}

}  // namespace chepiao::http
