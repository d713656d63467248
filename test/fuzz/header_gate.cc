#include "http/header_gate.h"

#include <algorithm>
#include <cctype>
#include <string>

#include <boost/asio/buffer.hpp>

#include "base/check.h"
#include "http/request_parser.h"
#include "test/fuzz/fuzz.h"

// The head of a request: what the gate passes has one meaning, for a plain reading of RFC 9112 and
// for Beast; and the gate says the same of a head however it arrives.

namespace chepiao::fuzz {
namespace {

std::string lower(std::string_view text) {
  auto out = std::string{text};
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

// Line by line, as the RFC has it and no laxer.
void check_plainly(std::string_view head) {
  CHECK(head.ends_with("\r\n\r\n"));
  auto hosts = 0;
  auto lengths = 0;
  auto codings = 0;
  auto rest = head.substr(0, head.size() - 2);
  auto const request_line = rest.substr(0, rest.find("\r\n"));
  CHECK(std::ranges::count(request_line, ' ') == 2);
  auto const first = request_line.ends_with("HTTP/1.0");
  CHECK(first || request_line.ends_with("HTTP/1.1"));
  for (rest.remove_prefix(request_line.size() + 2); !rest.empty();) {
    auto const line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    CHECK(line.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos);
    CHECK(!line.empty() && line.front() != ' ' && line.front() != '\t');
    auto const colon = line.find(':');
    CHECK(colon != std::string_view::npos && colon > 0);
    auto const name = lower(line.substr(0, colon));
    CHECK(name.find_first_of(" \t") == std::string_view::npos);
    auto value = lower(line.substr(colon + 1));
    value.erase(0, std::min(value.find_first_not_of(" \t"), value.size()));
    value.erase(value.find_last_not_of(" \t") + 1);
    hosts += name == "host" ? 1 : 0;
    if (name == "content-length") {
      ++lengths;
      CHECK(!value.empty() && value.find_first_not_of("0123456789") == std::string::npos);
    }
    if (name == "transfer-encoding") {
      ++codings;
      CHECK(value == "chunked" && !first);
    }
  }
  CHECK(hosts <= 1 && (first || hosts == 1));
  CHECK(lengths + codings <= 1);
}

void check_against_beast(std::string_view head, http::gate_limits const& limits) {
  auto seen = http::request{};
  auto parser = http::request_parser{seen, limits.head_bytes_max};
  auto ec = boost::beast::error_code{};
  auto const used = parser.put(boost::asio::buffer(head.data(), head.size()), ec);
  if (ec) {
    return;  // refused after all, and the connection closed
  }
  CHECK(used == head.size() && parser.is_header_done());
  auto const chunked = seen.header("transfer-encoding").has_value();
  CHECK(parser.chunked() == chunked);
  CHECK(!chunked || parser.declared_length() == 0);
  auto const named = std::string_view{head.substr(0, head.find(' '))};
  CHECK(seen.method == named);
  auto const fields = std::ranges::count(head, '\n') - 2;
  CHECK(static_cast<std::ptrdiff_t>(seen.headers.size()) == fields);
}

// More bytes never change a verdict, and fewer never make one.
void check_pieces(std::string_view input, http::gate_outcome const& whole) {
  auto const end = whole.verdict == http::gate_verdict::ok ? whole.head_bytes : input.size();
  for (auto size = std::size_t{0}; size < end; size += 1 + size / 16) {
    auto const part = http::inspect_head(input.substr(0, size), {});
    CHECK(part.verdict != http::gate_verdict::ok);
    if (part.verdict == http::gate_verdict::refused) {
      CHECK(whole.verdict == http::gate_verdict::refused);
    }
  }
}

}  // namespace

void try_input(std::string_view input) {
  auto const limits = http::gate_limits{};
  auto const whole = http::inspect_head(input, limits);
  check_pieces(input, whole);
  if (whole.verdict == http::gate_verdict::ok) {
    CHECK(whole.head_bytes <= std::min(input.size(), limits.head_bytes_max));
    check_plainly(input.substr(0, whole.head_bytes));
    check_against_beast(input.substr(0, whole.head_bytes), limits);
  }
}

}  // namespace chepiao::fuzz
