#include <algorithm>
#include <string>

#include <boost/json.hpp>

#include "base/check.h"
#include "http/response_writer.h"
#include "http/target.h"
#include "test/fuzz/api_house.h"
#include "test/fuzz/fuzz.h"

// Every endpoint, from a signed-in buyer: "METHOD target", header lines, an empty line, the body;
// a line "===" parts several requests. The word ORDER stands for the newest order's id. Each is
// answered once, never 500, and in JSON that parses.

namespace chepiao::fuzz {
namespace {

namespace json = boost::json;

constexpr auto kRequestsMax = 6;
constexpr auto kInputsPerHouse = 256;

std::string_view line_of(std::string_view& rest) {
  auto const line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

std::string with_order(std::string_view text, std::string const& order) {
  auto out = std::string{text};
  if (auto const at = out.find("ORDER"); at != std::string::npos) {
    out.replace(at, 5, order);
  }
  return out;
}

// As the server makes it of bytes that passed the gate.
std::optional<http::request> read_request(std::string_view text, std::string const& order) {
  auto out = http::request{};
  auto const first = with_order(line_of(text), order);
  auto const blank = std::min(first.find(' '), first.size());
  out.method = first.substr(0, blank);
  auto where =
      http::parse_target(std::string_view{first}.substr(std::min(blank + 1, first.size())));
  if (!where || !where->path.starts_with('/')) {
    return std::nullopt;
  }
  out.path = std::move(where->path);
  out.query = std::move(where->query);
  for (auto line = line_of(text); !line.empty(); line = line_of(text)) {
    auto const colon = std::min(line.find(": "), line.size());
    auto const value = line.substr(std::min(colon + 2, line.size()));
    if (std::ranges::all_of(line, [](char c) { return c >= ' ' || c == '\t'; })) {
      out.headers.emplace_back(line.substr(0, colon), value);
    }
  }
  out.body = text;
  out.peer = "192.0.2.1";
  return out;
}

std::string_view body_of(http::response const& answer) {
  return answer.shared_body ? std::string_view{*answer.shared_body} : answer.body;
}

void check_answer(http::response const& answer) {
  CHECK(answer.status >= 200 && answer.status < 600 && answer.status != 500);
  CHECK(http::is_sendable(answer));
  auto failed = json::error_code{};
  if (answer.content_type.find("json") != std::string::npos && answer.status != 304) {
    auto const body = json::parse(body_of(answer), failed);
    CHECK(!failed);
    CHECK(answer.status < 400 || body.as_object().contains("code"));
  } else {
    CHECK(answer.status < 400);
  }
}

std::string order_in(http::response const& answer, std::string const& otherwise) {
  if (answer.status != 201 || answer.body.find("order_id") == std::string::npos) {
    return otherwise;
  }
  return std::string{json::parse(answer.body).at("order_id").as_string()};
}

}  // namespace

void try_input(std::string_view input) {
  static auto house = api_house{};
  static auto inputs = 0;
  if (++inputs % kInputsPerHouse == 0) {
    house.start_over();
  }
  auto order = std::string{"0123456789abcdef0123456789abcdef"};
  for (auto n = 0; n < kRequestsMax && !input.empty(); ++n) {
    auto const end = input.find("\n===\n");
    auto const text = input.substr(0, end);
    input = end == std::string_view::npos ? std::string_view{} : input.substr(end + 5);
    auto request = read_request(text, order);
    if (!request) {
      continue;
    }
    request->headers.emplace_back("content-type", "application/json");
    request->headers.emplace_back("authorization", "Bearer " + house.token());
    request->headers.emplace_back("idempotency-key",
                                  std::to_string(inputs) + "." + std::to_string(n));
    auto const signs_out = request->method == "DELETE";
    if (signs_out) {
      continue;  // the only session must last
    }
    auto const answer = house.ask(std::move(*request));
    if (answer.status != 0) {
      check_answer(answer);
      order = order_in(answer, order);
    }
  }
}

}  // namespace chepiao::fuzz
