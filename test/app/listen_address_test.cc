#include "app/listen_address.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace chepiao::app {
namespace {

TEST(listen_address, is_a_host_and_a_port) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080").host, "127.0.0.1");
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080").port, 8080);
  EXPECT_EQ(parse_listen_address("[::1]:0").host, "::1");
  EXPECT_EQ(parse_listen_address("[::1]:0").port, 0);
}

TEST(listen_address, is_nothing_else) {
  for (auto const* text : {"", "8080", ":8080", "localhost", "a:", "a:-1", "a:65536", "a:80b"}) {
    EXPECT_THROW(parse_listen_address(text), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace chepiao::app
