#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

using testing::HasSubstr;

TEST(server, answers_a_get) {
  auto server = test_server{{get("/hello", answering("hello"))}};
  auto const answer = server.connect().get("/hello");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.header("content-type"), "text/plain");
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_FALSE(answer.header("server"));
  EXPECT_FALSE(answer.header("connection"));
}

TEST(server, dates_its_answers) {
  auto server = test_server{{get("/", answering(""))}};
  EXPECT_THAT(*server.connect().get("/").header("date"),
              testing::MatchesRegex("[A-Z][a-z]+, [0-9]+ [A-Z][a-z]+ [0-9]+ "
                                    "[0-9]+:[0-9]+:[0-9]+ GMT"));
}

TEST(server, hands_over_the_whole_request) {
  auto seen = request{};
  auto server = test_server{{post("/orders/{id}", [&](request asked, auto reply) {
    seen = std::move(asked);
    reply->respond({.status = 204});
  })}};
  auto const answer = server.connect().post("/orders/a%20b?x=1&x=2", "{}", {{"X-Name", "Value"}});
  EXPECT_EQ(answer.status, 204);
  EXPECT_FALSE(answer.header("content-length"));
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.path, "/orders/a b");
  EXPECT_EQ(seen.captures, std::vector<std::string>{"a b"});
  EXPECT_EQ(seen.query_value("x"), "1");
  EXPECT_EQ(seen.query_value("y"), std::nullopt);
  EXPECT_EQ(seen.query.size(), 2U);
  EXPECT_EQ(seen.header("x-name"), "Value");
  EXPECT_EQ(seen.header("X-Name"), std::nullopt);
  EXPECT_EQ(seen.body, "{}");
  EXPECT_EQ(seen.peer, "127.0.0.1");
}

TEST(server, keeps_the_connection) {
  auto server = test_server{{get("/a", answering("a")), post("/echo", echo())}};
  auto client = server.connect();
  for (auto i = 0; i < 20; ++i) {
    EXPECT_EQ(client.get("/a").body, "a");
    EXPECT_EQ(client.post("/echo", std::to_string(i)).body, std::to_string(i));
    EXPECT_EQ(client.get("/nothing").status, 404);
  }
  EXPECT_EQ(server->figures().connections_total, 1U);
}

TEST(server, closes_when_asked_to) {
  auto server = test_server{{get("/", answering("a"))}};
  auto client = server.connect();
  auto const answer = client.get("/", {{"Connection", "close"}});
  EXPECT_EQ(answer.body, "a");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(server, closes_after_a_1_0_request) {
  auto server = test_server{{get("/", answering("a"))}};
  auto client = server.connect();
  client.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(server, answers_pipelined_requests_in_order) {
  auto server = test_server{{get("/{n}", [](request asked, auto reply) {
    // The first is answered last, if anything lets it.
    if (asked.captures[0] == "0") {
      std::thread{[reply = std::move(reply)] { reply->respond({.body = "0"}); }}.detach();
      return;
    }
    reply->respond({.body = asked.captures[0]});
  })}};
  auto client = server.connect();
  auto text = std::string{};
  for (auto i = 0; i < 100; ++i) {
    text += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  client.send(text);
  for (auto i = 0; i < 100; ++i) {
    EXPECT_EQ(client.receive().body, std::to_string(i));
  }
}

TEST(server, finds_the_next_request_right_after_a_body) {
  auto server = test_server{{post("/echo", echo())}};
  auto client = server.connect();
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n"
      "0\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\ng");
  EXPECT_EQ(client.receive().body, "abc");
  EXPECT_EQ(client.receive().body, "def");
  EXPECT_EQ(client.receive().body, "g");
}

TEST(server, takes_a_request_byte_by_byte) {
  auto server = test_server{{post("/echo", echo())}};
  auto client = server.connect();
  for (auto const c : std::string{"POST /echo HTTP/1.1\r\nHost: a\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"}) {
    client.send({&c, 1});
  }
  EXPECT_EQ(client.receive().body, "abc");
}

TEST(server, answers_a_client_that_has_stopped_sending) {
  auto server = test_server{{get("/", answering("a"))}};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.end_sending();
  EXPECT_EQ(client.receive().body, "a");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(server, answers_head_like_get_without_the_body) {
  auto server = test_server{{get("/", answering("abc"))}};
  auto client = server.connect();
  auto const answer = client.request("HEAD", "/", {}, {});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-length"), "3");
  EXPECT_EQ(client.get("/").body, "abc");
}

TEST(server, sends_a_large_body) {
  auto const large = std::string(3'000'000, 'x');
  auto server = test_server{{get("/", answering(large))}};
  auto client = server.connect();
  EXPECT_EQ(client.get("/").body, large);
  EXPECT_EQ(client.get("/").body, large);
}

TEST(server, takes_a_large_body) {
  auto const large = std::string(1'000'000, 'x');
  auto server = test_server{{post("/", echo(), large.size())}};
  EXPECT_EQ(server.connect().post("/", large).body, large);
}

TEST(server, says_what_is_wrong_with_the_address) {
  auto server = test_server{{get("/a", answering("a")), post("/a", echo())}};
  auto client = server.connect();
  auto const missing = client.get("/b");
  EXPECT_EQ(missing.status, 404);
  EXPECT_THAT(missing.body, HasSubstr(R"("code":"not_found")"));
  EXPECT_EQ(missing.header("content-type"), "application/problem+json");
  EXPECT_EQ(missing.header("cache-control"), "no-store");
  auto const wrong = client.request("DELETE", "/a", {}, {});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD, POST");
  EXPECT_EQ(client.get("/a/%2e%2e/b").status, 400);
  EXPECT_EQ(client.get("/a").status, 200);
}

TEST(server, leaves_the_rest_to_the_fallback) {
  auto server = test_server{{post("/a", echo())}, {}, answering("page")};
  auto client = server.connect();
  EXPECT_EQ(client.get("/x/y").body, "page");
  EXPECT_EQ(client.request("HEAD", "/x", {}, {}).header("content-length"), "4");
  EXPECT_EQ(client.post("/x", "").status, 404);
  EXPECT_EQ(client.get("/a").status, 405);
}

TEST(server, answers_500_when_a_handler_throws) {
  auto server = test_server{
      {get("/", [](request, std::unique_ptr<responder>) { throw std::runtime_error{"broken"}; })}};
  auto client = server.connect();
  auto const answer = client.get("/");
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"internal")"));
  EXPECT_EQ(answer.body.find("broken"), std::string::npos);
  EXPECT_EQ(client.get("/").status, 500);
  EXPECT_EQ(server->figures().handler_failures, 2U);
}

TEST(server, answers_500_when_the_responder_is_dropped) {
  auto server = test_server{{get("/", [](request, std::unique_ptr<responder>) {})}};
  EXPECT_EQ(server.connect().get("/").status, 500);
  EXPECT_EQ(server->figures().requests_in_flight, 0U);
}

TEST(server, answers_500_rather_than_split_a_response) {
  auto server = test_server{{get("/", [](request, auto reply) {
    reply->respond({.headers = {{"Location", "/\r\nX-Injected: 1"}}});
  })}};
  auto const answer = server.connect().get("/");
  EXPECT_EQ(answer.status, 500);
  EXPECT_FALSE(answer.header("x-injected"));
}

TEST(server, takes_the_answer_from_another_thread) {
  auto server = test_server{{get("/", [](request, std::unique_ptr<responder> reply) {
    std::thread{[reply = std::move(reply)] { reply->respond({.body = "later"}); }}.detach();
  })}};
  auto client = server.connect();
  for (auto i = 0; i < 50; ++i) {
    EXPECT_EQ(client.get("/").body, "later");
  }
}

TEST(server, outlived_by_a_responder) {
  auto kept = std::unique_ptr<responder>{};
  {
    auto server = test_server{
        {get("/", [&](request, std::unique_ptr<responder> reply) { kept = std::move(reply); }),
         get("/done", answering(""))},
        {.stop_deadline = milliseconds{1}}};
    auto client = server.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    while (server->figures().requests_in_flight == 0) {
      std::this_thread::yield();
    }
  }
  ASSERT_TRUE(kept);
  kept->respond({.body = {}});
}

TEST(server, answers_2000_requests_on_200_connections) {
  auto server = test_server{
      {get("/{n}", [](request asked, auto reply) { reply->respond({.body = asked.captures[0]}); })},
      {.io_threads = 2}};
  auto clients = std::vector<http_client>{};
  for (auto i = 0; i < 200; ++i) {
    clients.push_back(server.connect());
  }
  for (auto round = 0; round < 10; ++round) {
    for (auto i = 0U; i < clients.size(); ++i) {
      clients[i].send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (auto i = 0U; i < clients.size(); ++i) {
      ASSERT_EQ(clients[i].receive().body, std::to_string(i));
    }
  }
  EXPECT_EQ(server->figures().requests_total, 2000U);
  EXPECT_EQ(server->figures().connections_open, 200U);
}

TEST(server, refuses_a_port_that_is_taken) {
  auto first = test_server{{}};
  auto second = server{{.port = first->port()}, {}, {}};
  EXPECT_THROW(second.start(), std::system_error);
}

TEST(server, is_built_and_dropped_without_starting) {
  auto never = server{{}, {}, {}};
  never.stop();
}

}  // namespace
}  // namespace chepiao::http::test
