#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

// Keeps the streams that its handler starts.
class streams {
 public:
  handler handle() {
    return [this](request, std::unique_ptr<responder> reply) {
      auto started = reply->stream();
      auto const guard = std::lock_guard{mutex_};
      if (started) {
        kept_.push_back(std::move(started));
      }
    };
  }
  // Waits for the stream with this number, from 0.
  std::shared_ptr<event_stream> at(std::size_t number) {
    while (true) {
      auto const guard = std::lock_guard{mutex_};
      if (kept_.size() > number) {
        return kept_[number];
      }
    }
  }
  void drop_all() {
    auto const guard = std::lock_guard{mutex_};
    kept_.clear();
  }

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<event_stream>> kept_;
};

http_client subscribed(test_server& server) {
  auto client = server.connect();
  client.send("GET /live HTTP/1.1\r\nHost: a\r\n\r\n");
  return client;
}

TEST(stream, carries_events_in_order) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = subscribed(server);
  auto const head = client.receive_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_EQ(head.header("cache-control"), "no-store");
  for (auto i = 0; i < 100; ++i) {
    EXPECT_TRUE(kept.at(0)->send("seats", "{\"n\":" + std::to_string(i) + "}", std::to_string(i)));
  }
  for (auto i = 0; i < 100; ++i) {
    auto const event = client.read_event();
    EXPECT_EQ(event.event, "seats");
    EXPECT_EQ(event.data, "{\"n\":" + std::to_string(i) + "}");
    EXPECT_EQ(event.id, std::to_string(i));
  }
}

TEST(stream, keeps_line_breaks_in_data_and_nowhere_else) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = subscribed(server);
  client.receive_head();
  kept.at(0)->send("a\ndata: b", "one\ntwo", "1\n2");
  auto const event = client.read_event();
  EXPECT_EQ(event.event, "adata: b");
  EXPECT_EQ(event.data, "one\ntwo");
  EXPECT_EQ(event.id, "12");
}

TEST(stream, beats_when_it_has_nothing_to_say) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}, {.stream_heartbeat = milliseconds{20}}};
  auto client = subscribed(server);
  client.receive_head();
  EXPECT_EQ(client.read_line(), ":");
  EXPECT_EQ(client.read_line(), "");
  EXPECT_EQ(client.read_line(), ":");
}

TEST(stream, ends_for_the_publisher_when_the_reader_leaves) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  {
    auto client = subscribed(server);
    client.receive_head();
    EXPECT_TRUE(kept.at(0)->open());
  }
  while (kept.at(0)->open()) {
    std::this_thread::yield();
  }
  EXPECT_FALSE(kept.at(0)->send("", "late", ""));
  EXPECT_EQ(server->figures().streams_open, 0U);
}

TEST(stream, ends_for_the_reader_when_the_publisher_closes_it) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = subscribed(server);
  client.receive_head();
  kept.at(0)->send("", "last", "");
  kept.at(0)->close();
  EXPECT_EQ(client.read_event().data, "last");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(stream, ends_for_the_reader_when_the_publisher_drops_it) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = subscribed(server);
  client.receive_head();
  kept.at(0);
  kept.drop_all();
  EXPECT_TRUE(client.closed_by_server());
}

TEST(stream, cuts_a_reader_that_is_too_slow) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = subscribed(server);
  client.receive_head();
  auto const data = std::string(10'000, 'x');
  // What the kernel holds is a few megabytes at the most; the stream itself adds 64 KB.
  auto sent = 0;
  while (sent < 10'000 && kept.at(0)->send("", data, "")) {
    ++sent;
  }
  EXPECT_LT(sent, 10'000);
  EXPECT_FALSE(kept.at(0)->open());
  while (server->figures().connections_open > 0) {
    std::this_thread::yield();
  }
}

TEST(stream, is_refused_when_there_are_too_many) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}, {.streams_max = 2}};
  auto first = subscribed(server);
  auto second = subscribed(server);
  first.receive_head();
  second.receive_head();
  auto const answer = server.connect().get("/live");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("too_many_streams"), std::string::npos);
  EXPECT_TRUE(answer.header("retry-after"));
  EXPECT_EQ(server->figures().streams_open, 2U);
}

TEST(stream, answers_head_with_its_head) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = server.connect();
  EXPECT_EQ(client.request("HEAD", "/live", {}, {}).header("content-type"), "text/event-stream");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(stream, is_published_to_from_several_threads) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}, {.stream_buffer_max = 1'000'000}};
  auto client = subscribed(server);
  client.receive_head();
  auto const stream = kept.at(0);
  {
    auto publishers = std::vector<std::jthread>{};
    for (auto i = 0; i < 4; ++i) {
      publishers.emplace_back([&] {
        for (auto k = 0; k < 250; ++k) {
          stream->send("e", "data", "");
        }
      });
    }
  }
  for (auto i = 0; i < 1000; ++i) {
    ASSERT_EQ(client.read_event().data, "data");
  }
}

TEST(stream, ends_when_the_server_stops) {
  auto kept = streams{};
  auto server = test_server{{get("/live", kept.handle())}};
  auto client = subscribed(server);
  client.receive_head();
  kept.at(0)->send("", "last", "");
  server->stop();
  EXPECT_EQ(client.read_event().data, "last");
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_FALSE(kept.at(0)->send("", "late", ""));
}

}  // namespace
}  // namespace chepiao::http::test
