#include <gtest/gtest.h>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

TEST(server, answers_a_get) {
  auto server = test_server{{get("/hello", answering("hello"))}};
  auto const answer = server.connect().get("/hello");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.header("content-type"), "text/plain");
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_TRUE(answer.header("date"));
  EXPECT_FALSE(answer.header("server"));
}

TEST(server, takes_a_body) {
  auto server = test_server{{post("/echo", echo())}};
  EXPECT_EQ(server.connect().post("/echo", "{\"a\":1}").body, "{\"a\":1}");
}

}  // namespace
}  // namespace chepiao::http::test
