#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/http/memory_session.h"

namespace chepiao::http::test {
namespace {

// The bodies that a handler gets when the bytes come so many at a time.
std::vector<std::string> bodies_of(std::string const& bytes, std::size_t piece) {
  auto bodies = std::vector<std::string>{};
  auto const keep = [&](request seen, std::unique_ptr<responder> reply) {
    bodies.push_back(std::move(seen.body));
    reply->respond({.body = {}});
  };
  auto const shared =
      std::make_shared<service>(server_options{}, router{{{"POST", "/a", keep, 1024}}}, handler{});
  shared->figures.connections_open = 1;
  auto const connection =
      std::make_shared<memory_session>(std::make_shared<io_thread>(shared), bytes, piece);
  connection->run();
  EXPECT_TRUE(connection->closed());
  return bodies;
}

// Among them the one that made Beast abort: the last chunk's size, and then less than its end.
TEST(pieces, of_any_size_make_the_same_requests) {
  auto const head =
      std::string{"POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"};
  auto const bytes = head + "0\r\n\r\n" + head + "2\r\nhi\r\n00\r\n\r\n" +
                     "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nyou";
  for (auto piece = std::size_t{1}; piece <= bytes.size(); ++piece) {
    EXPECT_THAT(bodies_of(bytes, piece), testing::ElementsAre("", "hi", "you")) << piece;
  }
}

TEST(pieces, of_a_last_chunk_that_never_ends_reach_no_handler) {
  auto const head =
      std::string{"POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"};
  for (auto const* end :
       {"0\r\n", "0\r\n\r", "0\r\nx", "0\r\nhello\r\n\r\n", "0\r\na: b\r\n\r\n"}) {
    for (auto piece = std::size_t{1}; piece <= head.size() + 8; ++piece) {
      EXPECT_THAT(bodies_of(head + end, piece), testing::IsEmpty()) << end;
    }
  }
}

}  // namespace
}  // namespace chepiao::http::test
