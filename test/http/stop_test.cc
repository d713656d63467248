#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <system_error>
#include <thread>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

TEST(stopping, finishes_a_request_in_flight) {
  auto asked = std::promise<std::unique_ptr<responder>>{};
  auto server = test_server{{get(
      "/", [&](request, std::unique_ptr<responder> reply) { asked.set_value(std::move(reply)); })}};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  auto reply = asked.get_future().get();
  auto idle = server.connect();
  auto stopping = std::jthread{[&] { server->stop(); }};
  // The idle connection ends first, which shows that the server is stopping.
  EXPECT_TRUE(idle.closed_by_server());
  reply->respond({.body = "done"});
  auto const answer = client.receive();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(stopping, accepts_nobody_any_more) {
  auto server = test_server{{}};
  auto const port = server->port();
  server->stop();
  EXPECT_THROW(http_client{port}, std::system_error);
}

TEST(stopping, gives_up_on_a_request_at_the_deadline) {
  auto asked = std::promise<std::unique_ptr<responder>>{};
  auto server = test_server{
      {get("/",
           [&](request, std::unique_ptr<responder> reply) { asked.set_value(std::move(reply)); })},
      {.stop_deadline = milliseconds{20}}};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  auto const reply = asked.get_future().get();
  server->stop();
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_EQ(server->figures().connections_open, 0U);
}

TEST(stopping, twice_is_once) {
  auto server = test_server{{}};
  server->stop();
  server->stop();
}

TEST(stopping, under_load_answers_or_closes) {
  auto server = test_server{{get("/", answering("a"))}, {.io_threads = 2}};
  auto running = std::atomic<int>{0};
  auto odd = std::atomic<int>{0};
  auto load = [&] {
    try {
      auto client = server.connect();
      ++running;
      while (true) {
        odd += client.get("/").body == "a" ? 0 : 1;
      }
    } catch (std::exception const&) {
    }
  };
  {
    auto clients = std::vector<std::jthread>{};
    for (auto i = 0; i < 8; ++i) {
      clients.emplace_back(load);
    }
    while (running < 8) {
      std::this_thread::yield();
    }
    server->stop();
  }
  EXPECT_EQ(odd, 0);
  EXPECT_EQ(server->figures().connections_open, 0U);
}

}  // namespace
}  // namespace chepiao::http::test
