#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "http/response_writer.h"
#include "http/server.h"

namespace chepiao::http {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

TEST(problem, has_the_code_and_both_texts) {
  auto const answer = problem(refusal_code::sold_out);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.content_type, "application/problem+json");
  EXPECT_EQ(answer.body,
            R"({"type":"/problems/sold_out","status":409,"title":"Not enough seats are left",)"
            R"("code":"sold_out","detail":"Not enough seats are left","detail_zh":"余票不足"})");
  EXPECT_THAT(answer.headers, Contains(Pair("Cache-Control", "no-store")));
}

TEST(problem, names_the_field_escaped) {
  auto const answer = problem({refusal_code::invalid_field, "a\"\\\n[1].name"});
  EXPECT_THAT(answer.body, HasSubstr(R"("field":"a\"\\\u000a[1].name"})"));
}

TEST(problem, says_when_to_try_again) {
  for (auto const& row : refusal_table()) {
    auto const answer = problem(row.code);
    auto const waits = answer.status == 503 || answer.status == 429;
    EXPECT_EQ(answer.headers.size(), waits ? 2U : 1U) << row.wire_code;
  }
}

TEST(problem, spreads_out_who_comes_again_after_an_overload) {
  auto waits = std::multiset<std::string>{};
  for (auto i = 0; i < 10; ++i) {
    for (auto const& [name, value] : problem(refusal_code::overloaded).headers) {
      if (name == "Retry-After") {
        waits.insert(value);
      }
    }
  }
  EXPECT_THAT(waits, testing::ElementsAre("1", "1", "2", "2", "3", "3", "4", "4", "5", "5"));
}

TEST(response_writer, leaves_framing_to_the_server) {
  auto out = std::string{};
  append_head(out,
              {.status = 201,
               .content_type = "text/plain",
               .headers = {{"content-length", "7"}, {"Connection", "upgrade"}, {"ETag", "\"1\""}},
               .body = "ab"},
              {.date = "now", .then = after_response::keep_alive});
  EXPECT_EQ(out,
            "HTTP/1.1 201 Created\r\nDate: now\r\nContent-Type: text/plain\r\n"
            "X-Content-Type-Options: nosniff\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\n");
}

TEST(response_writer, refuses_what_would_split_a_response) {
  auto const with_value = [](std::string value) {
    return response{.headers = {{"Location", std::move(value)}}, .body = {}};
  };
  EXPECT_TRUE(is_sendable(with_value("/orders/1")));
  EXPECT_FALSE(is_sendable(with_value("/\r\nSet-Cookie: a=b")));
  EXPECT_FALSE(is_sendable(with_value(std::string{"a\0", 2})));
  EXPECT_FALSE(is_sendable({.headers = {{"a b", "c"}}}));
  EXPECT_FALSE(is_sendable({.status = 100}));
}

}  // namespace
}  // namespace chepiao::http
