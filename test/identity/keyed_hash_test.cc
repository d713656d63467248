#include "identity/keyed_hash.h"

#include <vector>

#include <gtest/gtest.h>

#include "base/hash.h"
#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

TEST(keyed_hash, is_hmac_sha256) {
  auto random = test::seeded_rng{5};
  for (auto size = std::size_t{0}; size < 200; ++size) {
    auto key = digest256{};
    auto message = std::vector<std::byte>(size);
    random.fill(key);
    random.fill(message);
    EXPECT_EQ(keyed_hash{key}.of(message), hmac_sha256(key, message)) << size;
  }
}

}  // namespace
}  // namespace chepiao
