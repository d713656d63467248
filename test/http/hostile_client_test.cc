#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

using testing::HasSubstr;

std::string code_of(http_response const& answer) {
  auto const begin = answer.body.find(R"("code":")");
  if (begin == std::string::npos) {
    return {};
  }
  return answer.body.substr(begin + 8, answer.body.find('"', begin + 8) - begin - 8);
}

class smuggled : public testing::TestWithParam<std::string> {};

TEST_P(smuggled, request_never_reaches_a_handler) {
  auto calls = 0;
  auto server = test_server{{post("/a",
                                  [&](request, auto reply) {
                                    ++calls;
                                    reply->respond({.body = {}});
                                  }),
                             get("/hidden", [&](request, auto reply) {
                               ++calls;
                               reply->respond({.body = {}});
                             })}};
  auto client = server.connect();
  client.send("POST /a HTTP/1.1\r\n" + GetParam() + "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n");
  auto const answer = client.receive();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(code_of(answer), "bad_framing");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_EQ(calls, 0);
}

INSTANTIATE_TEST_SUITE_P(
    heads,
    smuggled,
    testing::Values("Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
                    "Host: a\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\n",
                    "Host: a\r\nContent-Length: 0, 40\r\n\r\n",
                    "Host: a\r\nContent-Length: +0\r\n\r\n",
                    "Host: a\r\nContent-Length : 40\r\n\r\n",
                    "Host: a\r\nHost: b\r\n\r\n",
                    "Content-Length: 0\r\n\r\n",
                    "Host: a\r\nX: a\r\n Content-Length: 40\r\n\r\n",
                    "Host: a\nContent-Length: 40\n\n",
                    "Host: a\r\nX: a\rContent-Length: 40\r\n\r\n"));

INSTANTIATE_TEST_SUITE_P(
    chunks,
    smuggled,
    testing::Values("Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0;a=b\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n1;\"\n\"\r\na\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 4\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n1 \r\na\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "10000000000000001\r\na\r\n0\r\n\r\n",
                    "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\n0\n\n"));

TEST(hostile_client, speaking_another_protocol_is_told_at_once) {
  auto server = test_server{{}};
  auto client = server.connect();
  client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  EXPECT_EQ(client.receive().status, 400);
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_EQ(server->figures().gate_refusals, 1U);
}

TEST(hostile_client, is_answered_in_full_even_after_a_head) {
  auto server = test_server{{get("/", answering("a"))}};
  auto client = server.connect();
  EXPECT_EQ(client.request("HEAD", "/", {}, {}).status, 200);
  client.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(code_of(client.receive()), "bad_framing");
}

TEST(hostile_client, with_endless_headers_is_refused) {
  auto server = test_server{{}};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'a'));
  auto const answer = client.receive();
  EXPECT_EQ(answer.status, 431);
  EXPECT_EQ(code_of(answer), "headers_too_large");
}

TEST(hostile_client, with_slow_headers_is_timed_out) {
  auto server = test_server{{}, {.header_deadline = milliseconds{50}}};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHo");
  auto const answer = client.receive();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(code_of(answer), "request_timeout");
  client.end_sending();
  EXPECT_TRUE(client.closed_by_server());
}

TEST(hostile_client, who_drips_headers_does_not_move_the_deadline) {
  auto server = test_server{{}, {.header_deadline = milliseconds{100}}};
  auto client = server.connect();
  auto dripping = std::jthread{[&](std::stop_token const& stopped) {
    try {
      client.send("GET / HTTP/1.1\r\nX: ");
      for (auto dripped = 0; dripped < 5000 && !stopped.stop_requested(); ++dripped) {
        client.send("a");
        std::this_thread::yield();
      }
    } catch (std::system_error const&) {
      // The server has closed the connection.
    }
  }};
  auto const status = client.receive().status;
  dripping.request_stop();
  // All that fits into a head may have come before the deadline on a fast machine; 5,000 bytes do
  // fit.
  EXPECT_EQ(status, 408);
}

TEST(hostile_client, with_a_slow_body_is_timed_out) {
  auto server = test_server{{post("/", echo())}, {.body_deadline = milliseconds{50}}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.receive().status, 408);
}

TEST(hostile_client, who_says_nothing_is_dropped) {
  auto server = test_server{{get("/", answering(""))}, {.idle_deadline = milliseconds{50}}};
  auto client = server.connect();
  EXPECT_TRUE(client.closed_by_server());
  auto again = server.connect();
  EXPECT_EQ(again.get("/").status, 200);
  EXPECT_TRUE(again.closed_by_server());
}

TEST(hostile_client, who_does_not_read_is_dropped) {
  auto server = test_server{{get("/", answering(std::string(30'000'000, 'x')))},
                            {.write_deadline = milliseconds{50}}};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  while (server->figures().requests_total == 0 || server->figures().connections_open > 0) {
    std::this_thread::yield();
  }
  EXPECT_THROW(client.receive(), std::exception);
}

TEST(hostile_client, who_declares_a_gigabyte_is_refused_unread) {
  auto server = test_server{{post("/", echo())}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1073741824\r\n\r\n");
  auto const answer = client.receive();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(code_of(answer), "body_too_large");
  EXPECT_EQ(answer.header("connection"), "close");
  client.end_sending();
  EXPECT_TRUE(client.closed_by_server());
}

TEST(hostile_client, hears_the_refusal_while_still_sending) {
  auto server = test_server{{post("/", echo())}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1073741824\r\n\r\n" +
              std::string(200'000, 'x'));
  EXPECT_EQ(client.receive().status, 413);
}

TEST(hostile_client, with_a_body_where_none_belongs_is_refused) {
  auto server = test_server{{get("/", answering("")), post("/none", echo(), 0)}};
  EXPECT_EQ(server.connect().request("GET", "/", "body", {}).status, 413);
  EXPECT_EQ(server.connect().post("/none", "body").status, 413);
  EXPECT_EQ(server.connect().post("/none", "").status, 200);
}

TEST(hostile_client, with_too_many_chunks_is_refused) {
  auto server = test_server{{post("/", echo(), 10)}};
  auto const head = std::string{"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"};
  auto fitting = server.connect();
  fitting.send(head + "5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n");
  EXPECT_EQ(fitting.receive().body, "abcdefghij");
  auto excessive = server.connect();
  excessive.send(head + "5\r\nabcde\r\n6\r\n");
  auto const answer = excessive.receive();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(code_of(answer), "body_too_large");
}

TEST(hostile_client, with_an_endless_chunk_size_is_refused) {
  auto server = test_server{{post("/", echo(), 10)}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
              std::string(3000, '0'));
  EXPECT_EQ(client.receive().status, 400);
}

TEST(hostile_client, with_an_endless_trailer_is_refused) {
  auto server = test_server{{post("/", echo(), 10)}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " +
              std::string(3000, 'a'));
  EXPECT_EQ(client.receive().status, 400);
}

TEST(polite_client, is_invited_to_send_its_body) {
  auto server = test_server{{post("/", echo())}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_head().status, 100);
  client.send("abc");
  EXPECT_EQ(client.receive().body, "abc");
}

TEST(polite_client, is_spared_a_body_that_is_too_large) {
  auto server = test_server{{post("/", echo())}};
  auto client = server.connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
}

TEST(crowd, beyond_the_connections_is_turned_away) {
  auto server = test_server{{get("/", answering("a"))}, {.connections_max = 2}};
  auto first = server.connect();
  auto second = server.connect();
  EXPECT_EQ(first.get("/").body, "a");
  EXPECT_EQ(second.get("/").body, "a");
  auto third = server.connect();
  auto const answer = third.receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(code_of(answer), "overloaded");
  EXPECT_TRUE(third.closed_by_server());
  EXPECT_EQ(first.get("/").body, "a");
  EXPECT_EQ(server->figures().connections_refused, 1U);
}

TEST(crowd, gets_in_when_others_have_left) {
  auto server = test_server{{get("/", answering("a"))}, {.connections_max = 1}};
  EXPECT_EQ(server.connect().get("/").body, "a");
  while (server->figures().connections_open > 0) {
    std::this_thread::yield();
  }
  EXPECT_EQ(server.connect().get("/").body, "a");
}

TEST(crowd, beyond_the_requests_in_flight_is_told_to_come_back) {
  auto mutex = std::mutex{};
  auto waiting = std::vector<std::unique_ptr<responder>>{};
  auto server = test_server{
      {get("/", [&](request,
                    std::unique_ptr<responder> reply) { waiting.push_back(std::move(reply)); })},
      {.io_threads = 1, .requests_in_flight_max = 2}};
  auto first = server.connect();
  auto second = server.connect();
  auto const ask = std::string{"GET / HTTP/1.1\r\nHost: a\r\n\r\n"};
  first.send(ask);
  second.send(ask);
  while (server->figures().requests_in_flight < 2) {
    std::this_thread::yield();
  }
  auto third = server.connect();
  auto const answer = third.get("/");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(code_of(answer), "overloaded");
  EXPECT_TRUE(answer.header("retry-after"));
  for (auto sent = 0U; sent < 2;) {
    auto const guard = std::lock_guard{mutex};
    for (; sent < waiting.size(); ++sent) {
      waiting[sent]->respond({.body = "late"});
    }
  }
  EXPECT_EQ(first.receive().body, "late");
  EXPECT_EQ(second.receive().body, "late");
}

}  // namespace
}  // namespace chepiao::http::test
