#include "identity/cipher.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

constexpr auto kName = cell{"travellers.name", 7};

class sealed_value : public ::testing::Test {
 protected:
  test::seeded_rng random_{1};
  cipher cipher_{secret_key{std::byte{42}}, random_};
};

TEST_F(sealed_value, opens_where_it_stands) {
  for (auto const* plain : {"", "王伟", "a longer name than one block of sixteen bytes"}) {
    EXPECT_EQ(cipher_.open(cipher_.seal(plain, kName), kName), plain);
  }
}

TEST_F(sealed_value, never_looks_the_same_twice) {
  EXPECT_NE(cipher_.seal("王伟", kName), cipher_.seal("王伟", kName));
}

TEST_F(sealed_value, opens_in_no_other_row_or_column) {
  auto const sealed = cipher_.seal("王伟", kName);
  EXPECT_THROW(cipher_.open(sealed, {"travellers.name", 8}), corrupt_bytes);
  EXPECT_THROW(cipher_.open(sealed, {"travellers.number", 7}), corrupt_bytes);
}

TEST_F(sealed_value, opens_with_no_other_key) {
  auto const other = cipher{secret_key{std::byte{43}}, random_};
  EXPECT_THROW(other.open(cipher_.seal("王伟", kName), kName), corrupt_bytes);
}

TEST_F(sealed_value, opens_only_whole_and_unchanged) {
  auto const sealed = cipher_.seal("王伟", kName);
  for (auto i = std::size_t{0}; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] ^= std::byte{1};
    EXPECT_THROW(cipher_.open(changed, kName), corrupt_bytes) << i;
    EXPECT_THROW(cipher_.open(std::span{sealed}.first(i), kName), corrupt_bytes) << i;
  }
}

}  // namespace
}  // namespace chepiao
