#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "test/fuzz/fuzz.h"
#include "test/http/memory_session.h"

// One connection, all its bytes: requests, pipelined or broken. Whoever cuts the stream into pieces
// elsewhere gets the same requests to the same handlers, and the same answers.

namespace chepiao::fuzz {
namespace {

using http::request;
using http::response;

std::vector<std::string>& handled() {
  static auto list = std::vector<std::string>{};
  return list;
}

void note(request const& seen) {
  auto text = seen.method + ' ' + seen.path;
  for (auto const& [name, value] : seen.query) {
    text += '\n' + name + '=' + value;
  }
  for (auto const& [name, value] : seen.headers) {
    text += '\n' + name + ": " + value;
  }
  for (auto const& each : seen.captures) {
    text += '\n' + each;
  }
  handled().push_back(text + "\n\n" + seen.body);
}

std::vector<http::route> test_routes() {
  auto const answer = [](request seen, std::unique_ptr<http::responder> reply) {
    CHECK(seen.body.size() <= 20'000);
    note(seen);
    reply->respond({.body = "\"" + std::to_string(handled().size()) + "\""});
  };
  auto const stream = [](request seen, std::unique_ptr<http::responder> reply) {
    note(seen);
    if (auto const to = reply->stream()) {
      to->send("free", "{}", "1");
    }
  };
  auto const drop = [](request seen, std::unique_ptr<http::responder>) { note(seen); };
  return {{"GET", "/a", answer},
          {"POST", "/a", answer, 64},
          {"POST", "/big/{id}", answer, 20'000},
          {"GET", "/stream", stream},
          {"GET", "/drop", drop}};
}

struct outcome {
  std::vector<std::string> requests;
  std::string said;
};

// The time of day, and invitations to go on, are no part of the answer.
std::string plain(std::string said) {
  for (auto const& [from, to] :
       {std::pair{"Date: ", "\r\n"}, std::pair{"HTTP/1.1 100 Continue\r\n", "\r\n"}}) {
    for (auto at = said.find(from); at != std::string::npos; at = said.find(from, at)) {
      auto const end = said.find(to, at + std::string_view{from}.size());
      said.erase(at, end == std::string::npos ? end : end + 2 - at);
    }
  }
  return said;
}

outcome serve(std::string_view input, std::size_t piece) {
  static auto const shared = std::make_shared<http::service>(
      http::server_options{}, http::router{test_routes()}, http::handler{});
  static auto const thread = std::make_shared<http::io_thread>(shared);
  handled().clear();
  shared->figures.connections_open.fetch_add(1);
  auto const connection = std::make_shared<http::test::memory_session>(thread, input, piece);
  connection->run();
  CHECK(connection->closed());
  CHECK(shared->figures.requests_in_flight == 0 && shared->figures.streams_open == 0);
  return {.requests = handled(), .said = plain(connection->said())};
}

}  // namespace

void try_input(std::string_view input) {
  auto const whole = serve(input, input.size() + 1);
  auto const piece = 1 + (input.empty() ? 0 : static_cast<unsigned char>(input.back()) % 61U);
  auto const pieces = serve(input, piece);
  CHECK(whole.requests == pieces.requests);
  // At the stream's end a last broken piece may be too short to be refused: it is dropped silently.
  CHECK(whole.said.starts_with(pieces.said) || pieces.said.starts_with(whole.said));
}

}  // namespace chepiao::fuzz
