#include "bench/load/http_reply.h"

#include <charconv>

namespace chepiao::load {
namespace {

constexpr auto kHeadEnd = std::string_view{"\r\n\r\n"};
constexpr auto kStatusBytes = std::size_t{12};  // HTTP/1.1 200

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_lower(std::string_view text, std::string_view lower_text) {
  if (text.size() != lower_text.size()) {
    return false;
  }
  for (auto i = std::size_t{0}; i < text.size(); ++i) {
    if (lower(text[i]) != lower_text[i]) {
      return false;
    }
  }
  return true;
}

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  auto value = Number{};
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc{} && end == text.data() + text.size() ? std::optional{value}
                                                                    : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

bool has_no_body(int status) {
  return status == 204 || status == 304 || status < 200;
}

}  // namespace

std::optional<std::string_view> http_reply::field(std::string_view name) const {
  auto at = head.find("\r\n");
  while (at != std::string_view::npos) {
    auto const line_start = at + 2;
    at = head.find("\r\n", line_start);
    auto const line = head.substr(line_start, at == std::string_view::npos ? at : at - line_start);
    auto const colon = line.find(':');
    if (colon == name.size() && equals_lower(line.substr(0, colon), name)) {
      return trimmed(line.substr(colon + 1));
    }
  }
  return std::nullopt;
}

parse_result parse(std::string_view received, http_reply& reply) {
  auto const end = received.find(kHeadEnd);
  if (end == std::string_view::npos) {
    return {};
  }
  if (!received.starts_with("HTTP/1.") || end < kStatusBytes) {
    return {.state = parsed::broken};
  }
  auto const status = number_in<int>(received.substr(kStatusBytes - 3, 3));
  if (!status) {
    return {.state = parsed::broken};
  }
  reply.status = *status;
  reply.head = received.substr(0, end);
  auto const length = number_in<std::size_t>(reply.field("content-length").value_or(""));
  if (!length && !has_no_body(*status)) {
    return {.state = parsed::broken};
  }
  auto const body = end + kHeadEnd.size();
  auto const bytes = body + length.value_or(0);
  if (received.size() < bytes) {
    return {};
  }
  reply.body = received.substr(body, length.value_or(0));
  reply.closes = equals_lower(reply.field("connection").value_or(""), "close");
  return {.state = parsed::whole, .bytes = bytes};
}

std::string_view text_after(std::string_view json,
                            std::string_view quoted_name,
                            std::size_t& from) {
  auto const at = json.find(quoted_name, from);
  if (at == std::string_view::npos) {
    return {};
  }
  auto const start = at + quoted_name.size();
  if (json.substr(start, 2) != ":\"") {
    return {};
  }
  auto const end = json.find('"', start + 2);
  if (end == std::string_view::npos) {
    return {};
  }
  from = end + 1;
  return json.substr(start + 2, end - start - 2);
}

}  // namespace chepiao::load
