#include <gtest/gtest.h>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "http/header_gate.h"
#include "test/support/seeded_rng.h"

namespace chepiao::http {
namespace {

constexpr auto kRounds = 30'000;

constexpr auto kSeeds = std::array<std::string_view, 5>{
    "GET /a?b=c HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST /a HTTP/1.0\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n",
    "GET http://a/b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"};

// What requests are smuggled with.
constexpr auto kPieces = std::array<std::string_view, 22>{"\r\n",
                                                          "\n",
                                                          "\r",
                                                          " ",
                                                          "\t",
                                                          ":",
                                                          ",",
                                                          "chunked",
                                                          "Content-Length: 7\r\n",
                                                          "Transfer-Encoding: chunked\r\n",
                                                          "Host: b\r\n",
                                                          "+",
                                                          "0x",
                                                          ";",
                                                          "\x0b",
                                                          "\x80",
                                                          "HTTP/1.1",
                                                          "X: y\r\n",
                                                          "\r\n\r\n",
                                                          "Transfer-Encoding: gzip\r\n",
                                                          "Content-Length: 5, 5\r\n",
                                                          "Connection: close\r\n"};

std::string mutated(chepiao::test::seeded_rng& chance) {
  auto text = std::string{kSeeds[chance.below(kSeeds.size())]};
  for (auto times = chance.below(4); times > 0; --times) {
    auto const at = chance.below(text.size());
    switch (chance.below(4)) {
      case 0:
        text.erase(at, 1 + chance.below(3));
        break;
      case 1:
        text[at] = static_cast<char>(chance.below(256));
        break;
      case 2:
        text.insert(at, kPieces[chance.below(kPieces.size())]);
        break;
      default:
        // At the start of a line, where whole fields can be slipped in.
        text.insert(text.find("\r\n") == std::string::npos ? at : text.find("\r\n") + 2,
                    kPieces[chance.below(kPieces.size())]);
        break;
    }
    if (text.empty()) {
      return "x";
    }
  }
  return text;
}

// What the gate has passed, Beast may still refuse (a malformed Connection, say); the connection is
// closed then. What it accepts, it must not read differently.
TEST(gate_and_beast, agree_on_every_head_that_both_accept) {
  auto chance = chepiao::test::seeded_rng{2026};
  auto passed = 0;
  auto refused = 0;
  for (auto round = 0; round < kRounds; ++round) {
    auto const text = mutated(chance);
    auto const outcome = inspect_head(text, {});
    refused += outcome.verdict == gate_verdict::refused ? 1 : 0;
    if (outcome.verdict != gate_verdict::ok) {
      continue;
    }
    auto parser = boost::beast::http::request_parser<boost::beast::http::string_body>{};
    auto ec = boost::beast::error_code{};
    auto const used = parser.put(boost::asio::buffer(text.data(), outcome.head_bytes), ec);
    if (ec) {
      ++refused;
      continue;
    }
    ++passed;
    ASSERT_TRUE(parser.is_header_done()) << text;
    ASSERT_EQ(used, outcome.head_bytes) << text;
    ASSERT_FALSE(parser.chunked() && parser.content_length()) << text;
    auto const& fields = parser.get();
    ASSERT_LE(fields.count("Content-Length"), 1U) << text;
    ASSERT_LE(fields.count("Host"), 1U) << text;
    ASSERT_EQ(fields.count("Transfer-Encoding"), parser.chunked() ? 1U : 0U) << text;
  }
  EXPECT_GT(passed, kRounds / 20);
  EXPECT_GT(refused, kRounds / 20);
}

}  // namespace
}  // namespace chepiao::http
