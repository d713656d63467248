#include "identity/token.h"

#include <gtest/gtest.h>

#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

// Hands out one byte value for ever.
class constant_rng final : public rng {
 public:
  explicit constant_rng(std::byte value) : value_{value} {}
  void fill(std::span<std::byte> out) override { std::ranges::fill(out, value_); }

 private:
  std::byte value_;
};

TEST(token, is_256_bits_in_base64url) {
  auto zeros = constant_rng{std::byte{0}};
  auto ones = constant_rng{std::byte{0xFF}};
  EXPECT_EQ(new_token(zeros), std::string(43, 'A'));
  EXPECT_EQ(new_token(ones), std::string(42, '_') + "8");
}

TEST(token, has_a_digest_of_its_own) {
  auto random = test::seeded_rng{1};
  auto const one = new_token(random);
  EXPECT_EQ(digest_of_token(one), digest_of_token(one));
  EXPECT_NE(digest_of_token(one), digest_of_token(new_token(random)));
}

TEST(text_of_another_shape, is_no_token) {
  EXPECT_FALSE(digest_of_token(""));
  EXPECT_FALSE(digest_of_token(std::string(42, 'A')));
  EXPECT_FALSE(digest_of_token(std::string(44, 'A')));
  EXPECT_FALSE(digest_of_token(std::string(42, 'A') + "="));
  EXPECT_FALSE(digest_of_token(std::string(1 << 20, 'A')));
}

}  // namespace
}  // namespace chepiao
