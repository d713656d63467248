#include <chrono>
#include <latch>
#include <string>

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>

#include "http/loop_lag.h"
#include "test_server.h"

namespace chepiao::http::test {
namespace {

using namespace std::chrono_literals;

handler telling_lag() {
  return [](request asked, std::unique_ptr<responder> reply) {
    reply->respond({.content_type = "text/plain", .body = std::to_string(asked.lag.count())});
  };
}

// A handler that keeps its thread busy from `begun` until `sent` and for so long at the least.
struct busy_handler {
  std::chrono::milliseconds least;
  std::latch begun{1};
  std::latch sent{1};

  handler handle() {
    return [this](request, std::unique_ptr<responder> reply) {
      auto const since = std::chrono::steady_clock::now();
      begun.count_down();
      sent.wait();
      while (std::chrono::steady_clock::now() - since < least) {
      }
      reply->respond({.body = "done"});
    };
  }
};

std::string asking_for(std::string const& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

TEST(loop_lag, is_what_a_busy_thread_lets_others_wait) {
  auto busy = busy_handler{.least = 30ms};
  auto server =
      test_server{{get("/busy", busy.handle()), get("/lag", telling_lag())}, {.io_threads = 1}};
  auto first = server.connect();
  auto second = server.connect();
  first.send(asking_for("/busy"));
  busy.begun.wait();
  second.send(asking_for("/lag"));
  busy.sent.count_down();
  EXPECT_GE(std::stoi(second.receive().body), 30);
  EXPECT_EQ(first.receive().body, "done");
}

TEST(loop_lag, is_nothing_after_a_second_without_requests) {
  auto loop = boost::asio::io_context{};
  auto lag = loop_lag{loop};
  auto const start = std::chrono::steady_clock::now() - 1h;
  EXPECT_EQ(lag.look(start), 0ms);
  EXPECT_EQ(lag.look(start + 40ms), 40ms) << "the probe is under way for so long";
  loop.run();
  auto const told = lag.look(std::chrono::steady_clock::now());
  EXPECT_GE(told, 1h);
  EXPECT_EQ(lag.look(std::chrono::steady_clock::now() + 2s), 0ms);
}

handler refusing() {
  return [](request, std::unique_ptr<responder> reply) {
    reply->respond({.status = 503, .headers = {{"Retry-After", "1"}}, .body = "no"});
  };
}

TEST(refused_client, that_comes_again_at_once_is_refused_at_once_without_an_overload) {
  auto server = test_server{{get("/", refusing())}, {.io_threads = 1}};
  auto client = server.connect();
  auto const since = std::chrono::steady_clock::now();
  for (auto i = 0; i < 100; ++i) {
    EXPECT_EQ(client.get("/").status, 503);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - since, 50s) << "each would have waited for a second";
}

// Two clients that were refused; one asks again under overload and is to be refused again.
struct overloaded_server {
  busy_handler busy{.least = 150ms};
  busy_handler again{.least = 150ms};
  test_server server{{get("/busy", busy.handle()), get("/busy-again", again.handle()),
                      get("/no", refusing()), get("/yes", answering("a"))},
                     {.io_threads = 1}};
  http_client first = server.connect();
  http_client second = server.connect();
  http_client refused = server.connect();
  http_client served = server.connect();

  overloaded_server() {
    EXPECT_EQ(refused.get("/no").status, 503);
    EXPECT_EQ(served.get("/no").status, 503);
    first.send(asking_for("/busy"));
    busy.begun.wait();
    // Twice, since the last probe may have been just before the first.
    second.send(asking_for("/busy-again"));
    refused.send(asking_for("/no"));
    served.send(asking_for("/yes"));
    again.sent.count_down();
    busy.sent.count_down();
    EXPECT_EQ(first.receive().body, "done");
    EXPECT_EQ(second.receive().body, "done");
    EXPECT_EQ(served.receive().body, "a") << "what is not refused is not held back";
  }
};

TEST(refused_client, that_comes_again_too_early_under_overload_is_refused_later) {
  auto const since = std::chrono::steady_clock::now();
  auto world = overloaded_server{};
  EXPECT_EQ(world.refused.receive().status, 503);
  EXPECT_GE(std::chrono::steady_clock::now() - since, 1s);
}

TEST(refused_client, held_back_is_answered_when_the_server_stops) {
  auto world = overloaded_server{};
  world.server->stop();
  EXPECT_EQ(world.refused.receive().status, 503);
}

TEST(refused_client, held_back_may_go_away) {
  auto world = overloaded_server{};
  {
    auto const gone = std::move(world.refused);
  }
  EXPECT_EQ(world.served.get("/yes").body, "a");
}

}  // namespace
}  // namespace chepiao::http::test
