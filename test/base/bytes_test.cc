#include "base/bytes.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace chepiao {
namespace {

TEST(bytes, read_back_what_was_written) {
  auto out = byte_writer{};
  out.put(std::uint8_t{7});
  out.put(std::int64_t{-2});
  out.put(std::uint32_t{0xDEADBEEF});
  out.put_text("车票");
  auto in = byte_reader{out.bytes()};
  EXPECT_EQ(in.get<std::uint8_t>(), 7);
  EXPECT_EQ(in.get<std::int64_t>(), -2);
  EXPECT_EQ(in.get<std::uint32_t>(), 0xDEADBEEF);
  EXPECT_EQ(in.get_text(), "车票");
  EXPECT_TRUE(in.at_end());
}

TEST(bytes, are_corrupt_when_they_end_too_early) {
  auto out = byte_writer{};
  out.put_text("ticket");
  for (auto size = std::size_t{0}; size < out.bytes().size(); ++size) {
    auto in = byte_reader{out.bytes().first(size)};
    EXPECT_THROW(in.get_text(), corrupt_bytes) << size;
  }
}

TEST(hash, gives_the_published_vectors) {
  auto const text = std::string_view{"abc"};
  EXPECT_EQ(to_hex(sha256{}.update(text).finish()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2
  auto const key = std::string_view{"Jefe"};
  auto const message = std::string_view{"what do ya want for nothing?"};
  EXPECT_EQ(to_hex(hmac_sha256(std::as_bytes(std::span{key}), std::as_bytes(std::span{message}))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace
}  // namespace chepiao
