#include "http/header_gate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "http/characters.h"

namespace chepiao::http {
namespace {

constexpr auto kMethodBytesMax = std::size_t{32};
constexpr auto kHostBytesMax = std::size_t{255};
// 15 digits: no sum with anything else overflows 64 bits.
constexpr auto kLengthDigitsMax = std::size_t{15};

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, is_control);
}

// What one head says about itself, gathered line by line.
class head_reader {
 public:
  explicit head_reader(gate_limits const& limits) : limits_{limits} {}

  std::optional<refusal_code> request_line(std::string_view line);
  std::optional<refusal_code> field(std::string_view line);
  std::optional<refusal_code> end() const;

 private:
  bool read_target(std::string_view target);
  bool read_host(std::string_view value);
  bool read_length(std::string_view value);
  bool read_coding(std::string_view value);
  bool read_named(std::string_view name, std::string_view value);

  gate_limits const& limits_;
  std::size_t fields_ = 0;
  bool version_1_0_ = false;
  bool absolute_form_ = false;
  std::string_view authority_;  // of an absolute target
  std::string_view host_;       // empty until seen: an empty Host is refused
  bool length_ = false;
  bool chunked_ = false;
  bool expect_ = false;
};

std::optional<refusal_code> head_reader::request_line(std::string_view line) {
  auto const first = line.find(' ');
  auto const last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return refusal_code::bad_framing;
  }
  auto const method = line.substr(0, first);
  auto const target = line.substr(first + 1, last - first - 1);
  auto const version = line.substr(last + 1);
  if (method.size() > kMethodBytesMax || !is_token(method)) {
    return refusal_code::bad_framing;
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return refusal_code::bad_framing;
  }
  version_1_0_ = version == "HTTP/1.0";
  if (target.size() > limits_.target_bytes_max) {
    return refusal_code::headers_too_large;
  }
  if (!read_target(target)) {
    return refusal_code::bad_framing;
  }
  return std::nullopt;
}

bool head_reader::read_target(std::string_view target) {
  if (target.find_first_of(" \t#") != std::string_view::npos) {
    return false;
  }
  if (target.starts_with('/')) {
    return true;
  }
  // Neither the asterisk form nor the authority form of CONNECT starts with a scheme.
  constexpr auto kSchemes = std::array<std::string_view, 2>{"http://", "https://"};
  for (auto const scheme : kSchemes) {
    if (target.size() > scheme.size() &&
        equals_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      auto const rest = target.substr(scheme.size());
      absolute_form_ = true;
      authority_ = rest.substr(0, rest.find_first_of("/?"));
      return true;
    }
  }
  return false;
}

std::optional<refusal_code> head_reader::field(std::string_view line) {
  if (++fields_ > limits_.fields_max) {
    return refusal_code::headers_too_large;
  }
  auto const colon = line.find(':');
  // A line that starts with a blank is a folded one, and its "name" is no token.
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return refusal_code::bad_framing;
  }
  if (!read_named(line.substr(0, colon), trimmed(line.substr(colon + 1)))) {
    return refusal_code::bad_framing;
  }
  return std::nullopt;
}

bool head_reader::read_named(std::string_view name, std::string_view value) {
  switch (name.size()) {
    case 4:
      return !equals_ignoring_case(name, "host") || read_host(value);
    case 6:
      if (equals_ignoring_case(name, "expect")) {
        auto const again = expect_;
        expect_ = true;
        return !again && equals_ignoring_case(value, "100-continue");
      }
      return true;
    case 7:
      return !equals_ignoring_case(name, "upgrade");
    case 14:
      return !equals_ignoring_case(name, "content-length") || read_length(value);
    case 17:
      return !equals_ignoring_case(name, "transfer-encoding") || read_coding(value);
    default:
      return true;
  }
}

bool head_reader::read_host(std::string_view value) {
  if (!host_.empty() || value.empty() || value.size() > kHostBytesMax ||
      value.find_first_of(" \t,/?#@\\") != std::string_view::npos) {
    return false;
  }
  host_ = value;
  return true;
}

bool head_reader::read_length(std::string_view value) {
  if (length_ || value.empty() || value.size() > kLengthDigitsMax ||
      !std::ranges::all_of(value, is_digit)) {
    return false;
  }
  length_ = true;
  return true;
}

bool head_reader::read_coding(std::string_view value) {
  if (chunked_ || !equals_ignoring_case(value, "chunked")) {
    return false;
  }
  chunked_ = true;
  return true;
}

std::optional<refusal_code> head_reader::end() const {
  auto const host_missing = host_.empty() && !version_1_0_;
  auto const length_twice = length_ && chunked_;
  auto const chunked_too_early = chunked_ && version_1_0_;
  auto const other_host = absolute_form_ && !equals_ignoring_case(authority_, host_);
  if (host_missing || length_twice || chunked_too_early || other_host) {
    return refusal_code::bad_framing;
  }
  return std::nullopt;
}

gate_outcome refused(refusal_code code) {
  return {.verdict = gate_verdict::refused, .code = code};
}

// A line that has not ended yet: wrong bytes are wrong already, so that a client that speaks
// another protocol (TLS, HTTP/2) hears so at once.
gate_outcome unfinished(std::string_view line, std::size_t received, gate_limits const& limits) {
  auto const text = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  if (has_control(text)) {
    return refused(refusal_code::bad_framing);
  }
  if (received >= limits.head_bytes_max) {
    return refused(refusal_code::headers_too_large);
  }
  return {};
}

}  // namespace

gate_outcome inspect_head(std::string_view received, gate_limits const& limits) {
  auto const head = received.substr(0, limits.head_bytes_max);
  auto reader = head_reader{limits};
  auto at_request_line = true;
  auto begin = std::size_t{0};
  while (true) {
    auto const rest = head.substr(begin);
    auto const end = rest.find('\n');
    if (end == std::string_view::npos) {
      return unfinished(rest, received.size(), limits);
    }
    auto const line = rest.substr(0, end == 0 ? 0 : end - 1);
    if (end == 0 || rest[end - 1] != '\r' || has_control(line)) {
      return refused(refusal_code::bad_framing);
    }
    begin += end + 1;
    if (line.empty() && !at_request_line) {
      auto const wrong = reader.end();
      return wrong ? refused(*wrong)
                   : gate_outcome{.verdict = gate_verdict::ok, .head_bytes = begin};
    }
    auto const wrong = at_request_line ? reader.request_line(line) : reader.field(line);
    if (wrong) {
      return refused(*wrong);
    }
    at_request_line = false;
  }
}

}  // namespace chepiao::http
