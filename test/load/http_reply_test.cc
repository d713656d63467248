#include "bench/load/http_reply.h"

#include <string>

#include <gtest/gtest.h>

namespace chepiao::load {
namespace {

constexpr auto kHeldReply = std::string_view{
    "HTTP/1.1 201 Created\r\nDate: x\r\nContent-Type: application/json\r\ncontent-length: 20\r\n"
    "X-Data-Seq:  77 \r\n\r\n{\"order_id\":\"0123\"}\n"};

TEST(http_reply, is_whole_with_its_last_byte_and_not_before) {
  auto reply = http_reply{};
  for (auto bytes = std::size_t{0}; bytes < kHeldReply.size(); ++bytes) {
    EXPECT_EQ(parse(kHeldReply.substr(0, bytes), reply).state, parsed::partial) << bytes;
  }
  auto const whole = parse(kHeldReply, reply);
  EXPECT_EQ(whole.state, parsed::whole);
  EXPECT_EQ(whole.bytes, kHeldReply.size());
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, "{\"order_id\":\"0123\"}\n");
  EXPECT_FALSE(reply.closes);
}

TEST(http_reply, ends_where_the_next_one_starts) {
  auto reply = http_reply{};
  auto const two = std::string{kHeldReply} + std::string{kHeldReply};
  EXPECT_EQ(parse(two, reply).bytes, kHeldReply.size());
}

TEST(http_reply, names_of_fields_have_no_case) {
  auto reply = http_reply{};
  parse(kHeldReply, reply);
  EXPECT_EQ(reply.field("x-data-seq"), "77");
  EXPECT_EQ(reply.field("content-type"), "application/json");
  EXPECT_EQ(reply.field("retry-after"), std::nullopt);
}

TEST(http_reply, without_content_needs_no_length) {
  auto reply = http_reply{};
  EXPECT_EQ(parse("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", reply).state,
            parsed::whole);
  EXPECT_TRUE(reply.closes);
  EXPECT_TRUE(reply.body.empty());
}

TEST(http_reply, of_unknown_length_or_kind_is_broken) {
  auto reply = http_reply{};
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", reply).state,
            parsed::broken);
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n", reply).state, parsed::broken);
  EXPECT_EQ(parse("SSH-2.0-nothing of ours\r\n\r\n", reply).state, parsed::broken);
  EXPECT_EQ(parse("HT\r\n\r\n", reply).state, parsed::broken);
}

TEST(text_after, finds_one_value_after_the_other) {
  auto const json = std::string_view{R"({"coach":"01","seat":"1A"},{"coach":"02","seat":"9F"})"};
  auto at = std::size_t{0};
  EXPECT_EQ(text_after(json, "\"coach\"", at), "01");
  EXPECT_EQ(text_after(json, "\"seat\"", at), "1A");
  EXPECT_EQ(text_after(json, "\"coach\"", at), "02");
  EXPECT_EQ(text_after(json, "\"seat\"", at), "9F");
  EXPECT_EQ(text_after(json, "\"coach\"", at), "");
}

}  // namespace
}  // namespace chepiao::load
