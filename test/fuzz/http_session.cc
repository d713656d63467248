#include "http/session.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "http/io_thread.h"
#include "test/fuzz/fuzz.h"

// One connection, all its bytes: requests, pipelined or broken. Whoever cuts the stream into pieces
// elsewhere gets the same requests to the same handlers, and the same answers.

namespace chepiao::fuzz {
namespace {

using http::request;
using http::response;

// Bytes in memory in place of a socket.
class memory_session final : public http::session {
 public:
  memory_session(std::shared_ptr<http::io_thread> thread, std::string_view input, std::size_t piece)
      : session{std::move(thread), "192.0.2.1"}, left_{input}, piece_{piece} {}

  // Does what is asked of the transport next; false: nothing is.
  bool step() {
    if (closed_) {
      return false;
    }
    if (writing_) {
      writing_ = false;
      on_written({});
      return true;
    }
    if (into_.size() == 0) {
      return false;
    }
    auto const size = std::min({into_.size(), piece_, left_.size()});
    std::ranges::copy(left_.substr(0, size), static_cast<char*>(into_.data()));
    left_.remove_prefix(size);
    into_ = {};
    on_read(size == 0 ? boost::asio::error::make_error_code(boost::asio::error::eof) : error_code{},
            size);
    return true;
  }
  bool closed() const { return closed_; }
  std::string const& said() const { return said_; }

 private:
  void open_transport() override { on_opened({}); }
  void read_some(boost::asio::mutable_buffer into) override {
    CHECK(into_.size() == 0 && into.size() > 0);
    into_ = into;
  }
  void write_all(write_buffers const& bytes) override {
    CHECK(!writing_);
    for (auto const& each : bytes) {
      said_.append(static_cast<char const*>(each.data()), each.size());
    }
    writing_ = true;
  }
  void end_writing() override {}
  void close_transport() override { closed_ = true; }

  std::string_view left_;
  std::size_t piece_;
  std::string said_;
  boost::asio::mutable_buffer into_;
  bool writing_ = false;
  bool closed_ = false;
};

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
  auto const connection = std::make_shared<memory_session>(thread, input, piece);
  connection->start();
  for (auto busy = true; busy;) {
    busy = thread->context().poll() > 0;
    busy = connection->step() || busy;
  }
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
  CHECK(whole.said == pieces.said);
}

}  // namespace chepiao::fuzz
